/** The bus of the settings; Redis is loaded only where it is used. */
import { type Bus, createLocalBus } from './bus.ts';

export async function openBus(redisUrl: string | null, { alone }: { readonly alone: boolean }): Promise<Bus> {
  if (redisUrl === null) return createLocalBus({ alone });
  return (await import('./redis-bus.ts')).createRedisBus(redisUrl);
}
