// What the protocol document's samples use. Everybody can read it there, so production refuses it.

export const sampleCredential = {
  apiKey: 'PSUBZLHOKUO6HV52A5CAUSSE5KSB6Y',
  secret: 'DZaslH9B9ycqRrE77laCPB2Om',
} as const;

export const sampleStockId = 'test001';
