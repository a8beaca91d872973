// Where the demo finds its server, and whom it plays: change both here.
export const serverUrl = 'http://127.0.0.1:3000';
export const userCode = 'udxbxd';
export const stockId = 'test001';
