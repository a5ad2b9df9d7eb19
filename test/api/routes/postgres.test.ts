import { freshDatabase } from '../../services/fresh-database.ts';
import { behaviour } from './behaviour.ts';
import { proving } from './proving.ts';
import { repeating } from './repeating.ts';

behaviour(freshDatabase);
proving(freshDatabase);
repeating(freshDatabase);
