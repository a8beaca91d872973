// The property itself: each answer of a day, and all that is written down, is what the rules say.
import * as fc from 'fast-check';
import { days } from './commands.ts';
import { playDay } from './play-day.ts';
import type { World } from './world.ts';

export const everyDay = (world: World) => fc.asyncProperty(days, (day) => playDay(world, day));
