/** The doors there are, by name. */
import type { Channel } from './channel.ts';
import { terminal } from './console/index.ts';
import { webchat } from './webchat/index.ts';

const CHANNELS: readonly Channel[] = [webchat, terminal];

export const channelNamed = (name: string): Channel | undefined => CHANNELS.find((channel) => channel.name === name);
