// The eight request samples of the documents, letter for letter (blanks in keys too), and what they were meant to be
// signed with. Their own `sign` fits none of them; `signedSample` puts the right one in.
import type { InterfaceName } from '../../../shared/sp/interfaces.ts';
import { parseJsonSource } from '../../../shared/sp/json-source.ts';
import { signatureSchemes, signingSource } from '../../../shared/sp/signature.ts';
import type { SpCredential } from '../../../shared/sp/signed-body.ts';

export const sampleCredential: SpCredential = {
  apiKey: 'PSUBZLHOKUO6HV52A5CAUSSE5KSB6Y',
  secret: 'DZaslH9B9ycqRrE77laCPB2Om',
  scheme: 'md5-suffix',
};

/** 2019-10-29T09:41:16Z, the `timestamp` of all samples, in epoch ms. */
export const sampleTimestamp = 1_572_342_076_000;

export const requestSamples: Readonly<Record<InterfaceName, string>> = {
  'stock.query': `{
"api_key": "PSUBZLHOKUO6HV52A5CAUSSE5KSB6Y",
"seq_id": "38d42bd9-9f5a-415e-89d9-ea4ff9cffdf2",
"timestamp": "1572342076",
"nonce": "157234207",
"sign": "8A983278E5366EB93FEB0D4143E1C522",
"stock_id": "test001",
"extra": "extra info"
}`,
  'coupon.receive': `{
"api_key": "PSUBZLHOKUO6HV52A5CAUSSE5KSB6Y",
"seq_id": "38d42bd9-9f5a-415e-89d9-ea4ff9cffdf2",
"timestamp": "1572342076",
"nonce": "157234207",
"sign": "8A983278E5366EB93FEB0D4143E1C522",
"app_channel_id":1,
"user_code": "udxbxd",
"mobile_phone": "13911112222",
"stock_id": "test001",
"request_id": "123456789",
"extra": "extra info"
}`,
  'coupon.deactivate': `{
"api_key": "PSUBZLHOKUO6HV52A5CAUSSE5KSB6Y",
"seq_id": "38d42bd9-9f5a-415e-89d9-ea4ff9cffdf2",
"timestamp": "1572342076",
"nonce":"157234207",
"sign":"8A983278E5366EB93FEB0D4143E1C522",
"app_channel_id":1,
"user_code": "udxbxd",
"mobile_phone":"13911112222",
"stock_id":"test001",
"coupon_id": "123456789",
"coupon_status":3,
"reason": "用户申请退款",
"extra": "extra**** info"
}`,
  'coupon.batch-deactivate': `{
"api_key": "PSUBZLHOKUO6HV52A5CAUSSE5KSB6Y",
"seq_id": "38d42bd9-9f5a-415e-89d9-ea4ff9cffdf2",
"timestamp": "1572342076",
"nonce": "157234207",
"sign": "8A983278E5366EB93FEB0D4143E1C522",
"app_channel_id ": 1,
"user_code": "udxbxd",
"mobile_phone": "13911112222",
"coupons": [{
"stock_id": "test001",
"coupon_id": "123456789"
}],
"coupon_status": 3,
"reason": "用户申请退款",
"extra": "extrainfo"
}`,
  'stock.rsync': `{
"api_key": "PSUBZLHOKUO6HV52A5CAUSSE5KSB6Y",
"seq_id": "38d42bd9-9f5a-415e-89d9-ea4ff9cffdf2",
"timestamp": "1572342076",
"nonce": "157234207",
"sign": "8A983278E5366EB93FEB0D4143E1C522",
"app_channel_id":1,
"app_id": "wx11111111",
"stock_id": "test001",
"stock_name": "代驾代金券",
"instructions": "详细的券使用说明",
"coupon_name ": "代驾代金券",
"coupon_desc ": "满10元可用,仅限深圳地区使用",
"coupon_type ": 1,
"fixed_normal_coupon": {
"coupon_amount": 1000,
"transaction_minimum": 10000
},
"discount_coupon": {
"discount_amount_max": 1000,
"discount_percent": 88,
"transaction_minimum": 10000
},
"max_coupons ": 20000,
"max_coupons_per_user ": 1,
"available_begin_time": "2020-07-05T13:29:35.120+08:00",
"available_end_time": "2020-07-30T23:59:59.120+08:00",
"create_time": "2020-07-30T23:59:59.120+08:00",
"stock_status": 3
}`,
  'coupon.rsync': `{
"api_key": "PSUBZLHOKUO6HV52A5CAUSSE5KSB6Y",
"seq_id": "38d42bd9-9f5a-415e-89d9-ea4ff9cffdf2",
"timestamp": "1572342076",
"nonce": "157234207",
"sign": "8A983278E5366EB93FEB0D4143E1C522",
"app_channel_id":1,
"user_code": "udxbxd",
"mobile_phone": "13911112222",
"app_id": "wx11111111",
"stock_id ": "test001",
"coupon_id": "1572355050",
"coupon_type": 1,
"fixed_normal_coupon": {
"coupon_amount": 1000,
"transaction_minimum": 10000
},
"discount_coupon": {
"discount_amount_max": 1000,
"discount_percent": 88,
"transaction_minimum": 10000
},
"available_begin_time ": "2020-07-20T13:29:35.120+08:00",
"available_end_time ": "2020-08-20T13:29:35.120+08:00",
"receive_time": "2020-08-20T13:29:35.120+08:00",
"usage_time": "2020-08-21T13:29:35.120+08:00",
"coupon_status": 2,
"extra": "扩展信息"
}`,
  'stock.status.rsync': `{
"api_key": "PSUBZLHOKUO6HV52A5CAUSSE5KSB6Y",
"seq_id": "38d42bd9-9f5a-415e-89d9-ea4ff9cffdf2",
"timestamp": "1572342076",
"nonce": "157234207",
"sign": "8A983278E5366EB93FEB0D4143E1C522",
"stock_id": "udxbxd",
"stock_status": 3
}`,
  'coupon.status.rsync': `{
"api_key": "PSUBZLHOKUO6HV52A5CAUSSE5KSB6Y",
"seq_id": "38d42bd9-9f5a-415e-89d9-ea4ff9cffdf2",
"timestamp": "1572342076",
"nonce": "157234207",
"sign": "8A983278E5366EB93FEB0D4143E1C522",
"app_channel_id":1,
"user_code": "udxbxd",
"mobile_phone": "12911112222",
"stock_id": "test001",
"coupon_id": "1234567",
"coupon_status": 2,
"usage_time ": "2020-07-20T13:29:35.120+08:00",
"event_time ": "2020-07-20T13:29:35.120+08:00",
"extra": "扩展信息"
}`,
};

/** A sample with its `sign` recomputed over the text as it stands. */
export function signedSample(name: InterfaceName): string {
  return withSign(requestSamples[name]);
}

/** Any signed text, changed by hand and signed anew: for requests that no builder would make. */
export function withSign(text: string, credential: SpCredential = sampleCredential): string {
  const pairs = parseJsonSource(text).map(
    ({ key, slice, value }) => [key, typeof value === 'string' ? value : slice] as const,
  );
  const sign = signatureSchemes[credential.scheme](signingSource(pairs), credential.secret);
  return text.replace(/("sign"\s*:\s*)"[^"]*"/, `$1"${sign}"`);
}
