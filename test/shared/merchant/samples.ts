// The request samples of the documents, letter for letter, and the one vector whose key is known.

export const vector = {
  openKey: 'LyvrkvkxRkG2R6aM55bXpPwjYAbkEXTbVnKwfDYvVHjNwNFAmx',
  parts: {
    openId: 'd14c1559e87b747d577c834b275a4310',
    grantCode: 'ba67d4fa46',
    timestamp: '1465185768',
    nonce: '11886',
  },
  token: 'cFw0t9IuvL9jVo9qAzk0qMcw5BM=',
  urlEncoded: 'cFw0t9IuvL9jVo9qAzk0qMcw5BM%3D',
} as const;

export const newStatusSample = `{ "OpenId": "6dc05b4ac175cf316d226252b05cf685", "GrantCode": "782c281f62", "Timestamp": "1547186244", "Nonce": "658965", "Token": "0%2B%2B3c6hthjwAml4ABAXOYF4Q6UY%3D", "Action": "user.coupon-new-status", "Params": { "customerId": "383933091455959041", "useStatus": "", "cardId": "390913445498200065" } }`;

export const newStatusAnswerSample = `{ "status": "true", "code": "0", "message": "说明", "data": { "beginAt": "2019-08-24 00:00:00", "cardId": "390913445498200065", "channel": "naixue", "couponId": "390913445519171584", "couponType": "0", "createdAt": "2019-10-15 17:10:28", "customerId": "383933091455959041", "title": "", "updatedAt": "2019-10-15 17:10:2", "useStatus": "0", "templateId": "951", "endAt": "2019-11-03 23:59:59", "extra": "" } }`;

export const consumeSample = `{ "OpenId": "6dc05b4ac175cf316d226252b05cf685", "GrantCode": "782c281f62", "Timestamp": "1547186244", "Nonce": "658965", "Token": "0%2B%2B3c6hthjwAml4ABAXOYF4Q6UY%3D", "Action": "communal.user.consume", "Params": { "bizId": "", "channel": "", "customerId": "", "groupId": "", "couponsCardList": "", "type": "", "amount": "", "appType": "", "deviceSn": "", "ip": "", "opType": "", "operatorId": "", "operatorName": "", "payPassword": "", "productName": "", "reason": "", "remark": "", "usePassword": "", "points": "", "multiMark": "" } }`;

export const consumeAnswerSample = `{ "status": "true", "code": "0", "message": "说明", "data": { "status": "true", "code": "0", "message": "操作成功", "bizId": "", "couponsCardList": "", "gift_amount": "", "recharge_amount": "", "total_amount": "", "change_gift_amount": "", "change_recharge_amount": "", "storeBalance": "", "shopBalance": "" } }`;
