// The commands through which no canary passes, and why.

const terms = 'names and terms of a stock, which are told to everybody';
const policies = 'names and policies';

export const unconcerned: Readonly<Record<string, string>> = {
  'channel list': 'addresses and policies: `channel set` refuses an address with a user or password in it',
  'stock list': terms,
  'stock show': terms,
  'stock create': terms,
  'stock change': terms,
  'stock activate': terms,
  'stock approve': terms,
  'stock reject': terms,
  'stock pause': terms,
  'stock resume': terms,
  'stock stop': terms,
  'stock publish': terms,
  'stock stores': terms,
  'wallet topup': 'sums, and the reason that an operator gives',
  'wallet adjust': 'sums, and the reason that an operator gives',
  'wallet ledger': 'sums, and the reasons that operators gave',
  'merchant account list': policies,
  'merchant account set': policies,
  'store list': 'names of stores',
  'store add': 'names of stores',
  'deliveries replay': 'counts what it replays',
  'deliveries close': 'names what it closes',
  simulator: 'the other side: what it keeps and prints is masked, as its own tests show',
};
