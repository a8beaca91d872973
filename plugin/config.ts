// What the service provider's engineer sets before the plugin is uploaded.

/** Where the coupon server answers. Its host must be on the plugin's list of request domains. */
export const baseUrl = 'https://coupon.example.com';

/** The host's own way in, taken when no return address is known: 出行服务 opens its first page from here. */
export const hostHome = '/launch/launch?target=index';

/** How long an answer may take. A watch is answered after 25 s at the latest. */
export const answerWithinMs = 8_000;
export const watchAnswerWithinMs = 35_000;
