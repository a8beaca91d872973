// Who a route is for. Every route says it, so that no way in is open to somebody by accident.

/**
 * tencent: 出行服务, known by its signature. merchant: a till, known by its Token. user: a person in the plugin, known by a session.
 * public: anyone. operator: who runs the server; nothing is asked for, so the proxy in front must let nobody else through.
 */
export type Audience = 'tencent' | 'merchant' | 'user' | 'public' | 'operator';
