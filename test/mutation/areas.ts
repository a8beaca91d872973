// What is mutated, and which tests have to notice. One area after another, each with the few tests that are about it: with all of them, a
// mutant would take minutes.

export interface Area {
  readonly name: string;
  /** Source files. */
  readonly mutate: readonly string[];
  /** Below test/, without `.test.ts`. */
  readonly tests: readonly string[];
}

export const areas: readonly Area[] = [
  {
    name: 'signature',
    mutate: [
      'shared/sp/{json-source,signature,signed-body}.ts',
      'shared/merchant/{digest,exact-json,signature}.ts',
      'server/api/sp/{authenticate,replays}.ts',
      'server/api/merchant/authenticate.ts',
    ],
    tests: [
      'shared/sp/{json-source,signature,signed-body}',
      'shared/merchant/{digest,exact-json,signature}',
      'server/api/sp/{credentials,freshness,replays,signature}',
      'server/api/merchant/{credentials,freshness,signature}',
    ],
  },
  {
    name: 'claims',
    mutate: ['server/domain/{claim-ticket,claims,quota}.ts', 'server/usecase/claim.ts'],
    tests: [
      'server/domain/{claim-ticket,claims,claims-group,claims-model}',
      'server/usecase/{claim,claim-trouble}',
    ],
  },
  {
    name: 'batch',
    mutate: [
      'server/domain/deactivate.ts',
      'server/usecase/deactivate.ts',
      'server/api/sp/{coupon-batch-deactivate,coupon-deactivate,deactivate-order}.ts',
    ],
    tests: ['server/domain/deactivate', 'server/usecase/deactivate', 'server/api/sp/{deactivate,not-found}'],
  },
  {
    name: 'money',
    mutate: [
      'shared/merchant/money.ts',
      'server/domain/{consume,wallet}.ts',
      'server/usecase/{consume,reverse,wallet}.ts',
    ],
    tests: [
      'shared/merchant/money',
      'server/domain/wallet',
      'contract/redeeming',
      'server/api/merchant/{amounts,biz-ids,holds,reversals}',
    ],
  },
  {
    name: 'lanes',
    mutate: [
      'server/delivery/{choose,circuit,fairness,outcome,progress,repair,retry}.ts',
      'server/store/lane.ts',
    ],
    tests: [
      'server/delivery/{circuit,circuit-of-channel,dead-letters,fairness,leases,operator,order,outcome}',
      'server/delivery/{policies,retry,settling,stock-first}',
    ],
  },
  {
    name: 'authorisation',
    mutate: [
      'server/api/steps/way-in.ts',
      'server/api/plugin/host-of.ts',
      'server/domain/{launch-ticket,pay-password,plugin-identity}.ts',
      'server/usecase/{consume-subject,coupon-of,plugin-session}.ts',
    ],
    tests: [
      'server/domain/{launch-ticket,pay-password,plugin-identity}',
      'server/api/plugin/{hosts,identity,others,sessions}',
      'server/api/merchant/{coupons,passwords,stores}',
    ],
  },
  {
    name: 'codes',
    mutate: ['server/domain/{redeem,redeem-code}.ts', 'server/usecase/{redeem,scan-code}.ts'],
    tests: [
      'server/domain/{redeem,redeem-code}',
      'server/usecase/redeem',
      'server/api/plugin/coupon',
      'server/api/merchant/codes',
    ],
  },
];
