// Secrets and phones that would be recognised anywhere.
import { demoWechatApp } from '../../server/settings/wechat.ts';
import { ticketKey } from '../server/api/plugin/visits.ts';

export const canaries = {
  apiSecret: 'CanaryApiSecretYellowFeather',
  openKey: 'CanaryOpenKeySingsInTheMineEveryDayUntilItDoesNot',
  payPassword: '73519042',
  wrongPassword: '46813057',
  phone: '13977770042',
  refusedPhone: '13977770043',
  issuedPhone: '13977770044',
  cipherPhone: 'CanaryCipherPhone+/=',
  appSecret: demoWechatApp.secret,
  otherAppSecret: 'CanaryAppSecretOfAnotherApp',
  ticketKey,
  pluginToken: 'CanaryPluginTokenInTheSettings',
  masterKey: 'ca4a21e5'.repeat(8),
  olderMasterKey: '01dca4a2'.repeat(8),
  databasePassword: 'CanaryDatabasePassword',
} as const;
