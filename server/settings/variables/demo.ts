// What demo mode adds.
import { wholeNumber } from '../parse.ts';
import type { Variable } from './variable.ts';

const MAX_PORT = 65_535;

export const demoVariables = {
  simulatorPort: {
    name: 'SIMULATOR_PORT',
    schema: wholeNumber(0, MAX_PORT),
    description:
      'Port of the simulated Tencent side in demo mode, by default the one after PORT; 0 is none, nor a simulated WeChat.',
  },
  previewPort: {
    name: 'PREVIEW_PORT',
    schema: wholeNumber(0, MAX_PORT),
    description:
      "Port of the plugin's preview in a browser in demo mode, by default the one after SIMULATOR_PORT; 0 is none. It needs the simulated WeChat.",
  },
} as const satisfies Record<string, Variable>;
