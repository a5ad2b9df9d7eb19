import { freshDatabase } from '../../services/fresh-database.ts';
import { behaviour } from './behaviour.ts';

behaviour(freshDatabase);
