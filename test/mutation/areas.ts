// What is mutated, and which tests have to notice. Each part with the few tests that are about it: with all of them, a mutant would take minutes.

export interface Part {
  /** Source files. */
  readonly mutate: readonly string[];
  /** Below test/, without `.test.ts`. */
  readonly tests: readonly string[];
}

export const areas: Readonly<Record<string, readonly Part[]>> = {
  signature: [
    { mutate: ['shared/sp/json-source.ts'], tests: ['shared/sp/json-source'] },
    {
      mutate: ['shared/sp/{signature,signed-body}.ts'],
      tests: ['shared/sp/{signature,signed-body}'],
    },
    {
      mutate: ['shared/merchant/{digest,exact-json,signature}.ts'],
      tests: ['shared/merchant/{digest,exact-json,signature}'],
    },
    {
      mutate: ['server/api/sp/{authenticate,replays}.ts'],
      tests: ['server/api/sp/{credentials,freshness,hidden-parameter,replays,signature}'],
    },
    {
      mutate: ['server/api/merchant/authenticate.ts'],
      tests: ['server/api/merchant/{addresses,credentials,digest,freshness,signature,tokens}'],
    },
  ],
  claims: [
    {
      mutate: ['server/domain/{claim-ticket,claims,quota}.ts'],
      tests: ['server/domain/{claim-ticket,claims,claims-group,claims-model,quota}'],
    },
    { mutate: ['server/usecase/claim.ts'], tests: ['server/usecase/{claim,claim-trouble}'] },
  ],
  batch: [
    { mutate: ['server/domain/deactivate.ts'], tests: ['server/domain/deactivate'] },
    { mutate: ['server/usecase/deactivate.ts'], tests: ['server/usecase/deactivate'] },
    {
      mutate: ['server/api/sp/{coupon-batch-deactivate,coupon-deactivate,deactivate-order}.ts'],
      tests: ['server/api/sp/{deactivate,not-found}'],
    },
  ],
  money: [
    {
      mutate: ['shared/merchant/money.ts', 'server/domain/{consume,wallet}.ts'],
      tests: ['shared/merchant/money', 'server/domain/{consume,wallet}'],
    },
    {
      mutate: ['server/usecase/{consume,reverse,wallet}.ts'],
      tests: ['contract/redeeming', 'server/usecase/{consume,reverse,wallet}'],
    },
  ],
  lanes: [
    {
      mutate: ['server/delivery/{circuit,fairness,outcome,progress,retry}.ts', 'server/store/lane.ts'],
      tests: ['server/delivery/{circuit,fairness,outcome,progress,retry}', 'server/store/lane'],
    },
    {
      mutate: ['server/delivery/{choose,repair}.ts'],
      tests: ['server/delivery/{choose,order,stock-first}'],
    },
  ],
  authorisation: [
    {
      mutate: ['server/domain/{launch-ticket,pay-password,plugin-identity}.ts'],
      tests: ['server/domain/{launch-ticket,pay-password,plugin-identity}'],
    },
    {
      mutate: ['server/api/plugin/host-of.ts', 'server/usecase/plugin-session.ts'],
      tests: ['server/api/plugin/{hosts,identity,others,sessions}', 'server/usecase/plugin-session'],
    },
    {
      mutate: ['server/usecase/{consume-subject,coupon-of}.ts'],
      tests: [
        'server/usecase/{consume-subject,coupon-of}',
        'server/api/merchant/{codes,coupons,holds,passwords,stores}',
      ],
    },
  ],
  codes: [
    {
      mutate: ['server/domain/{redeem,redeem-code}.ts'],
      tests: ['server/domain/{redeem,redeem-code}'],
    },
    {
      mutate: ['server/usecase/{redeem,scan-code}.ts'],
      tests: [
        'server/usecase/{redeem,scan-code}',
        'server/cli/{coupon-hold,redeem}',
        'server/api/plugin/coupon',
        'server/api/merchant/{codes,guesses}',
      ],
    },
  ],
};
