// Every word that the plugin says, in the language of this moment.
import { language } from '../services/settings';
import { en } from './en';
import { type Words, zh } from './zh';

const dictionary = { zh, en } as const satisfies Record<'zh' | 'en', Words>;

export function words(): Words {
  return dictionary[language()];
}
