// What the documents' samples use. Everybody can read it there, so production refuses it.

export const sampleCredential = {
  apiKey: 'PSUBZLHOKUO6HV52A5CAUSSE5KSB6Y',
  secret: 'DZaslH9B9ycqRrE77laCPB2Om',
} as const;

export const sampleStockId = 'test001';

/** Of the signature's published example. */
export const sampleMerchantKey = {
  openId: 'd14c1559e87b747d577c834b275a4310',
  openKey: 'LyvrkvkxRkG2R6aM55bXpPwjYAbkEXTbVnKwfDYvVHjNwNFAmx',
  grantCode: 'ba67d4fa46',
} as const;

/** As the samples of the merchant open API call theirs. */
export const sampleAccount = 'naixue';

/** What the simulated WeChat knows, from the samples of its Wi-Fi calls. */
export const demoCard = { cardId: 'pBnTrjvZJXkZsPGwfq9F0Hl0WqE', shopId: 429620 } as const;

/** The AppId of every sample of the protocol document, here of the mini-program that opens the plugin. */
export const sampleHostAppId = 'wx1111111111';
