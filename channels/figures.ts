/** Figures of the outbox for Prometheus, by channel. */
import { Counter, Gauge, type Registry } from 'prom-client';

export interface OutboxFigures {
  sent(channel: string): void;
  retried(channel: string): void;
  unknown(channel: string): void;
  dead(channel: string): void;
  elsewhere(channel: string): void;
  rests(channel: string, resting: boolean): void;
}

export function createOutboxFigures(registry: Registry): OutboxFigures {
  const counter = (name: string, help: string) => {
    const made = new Counter({
      name: `sawt_outbox_${name}_total`,
      help,
      labelNames: ['channel'],
      registers: [registry],
    });
    return (channel: string) => made.inc({ channel });
  };
  const stops = counter('stopped', 'Times a whole channel was told to rest');
  const resting = new Gauge({
    name: 'sawt_channel_stopped',
    help: '1 while a channel rests until an operator looks',
    labelNames: ['channel'],
    registers: [registry],
  });
  return {
    sent: counter('sent', 'Messages a platform has taken'),
    retried: counter('retried', 'Messages surely not delivered yet, to be tried again'),
    unknown: counter('unknown', 'Attempts that nobody answered: each may have arrived'),
    dead: counter('dead', 'Messages given up: dead letters'),
    elsewhere: counter('elsewhere', 'Messages for which another way was taken'),
    rests(channel, rests) {
      if (rests) stops(channel);
      resting.set({ channel }, rests ? 1 : 0);
    },
  };
}
