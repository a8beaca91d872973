// What the checkpoint thread runs. It is a text and not a module: a file would have to be found from wherever the server was
// started, and be loaded by the tests' compiler as well as by Node.

/** `catch-up` and `finish` are answered with the state of the log or with what went wrong; `close` ends the thread. */
export const checkpointWorker = `
const { parentPort, workerData: path } = require('node:worker_threads');
const { DatabaseSync } = require('node:sqlite');
let connection;

function checkpoint(mode) {
  // Waiting for a lock blocks this thread alone.
  connection ??= new DatabaseSync(path, { timeout: 500 });
  const { log, checkpointed } = connection.prepare('PRAGMA wal_checkpoint(' + mode + ')').get();
  return { pages: log, left: log - checkpointed };
}

const orders = {
  // Beside those who write, who go on meanwhile: each pass has less to do. The one that leaves nothing also syncs the file.
  'catch-up'() {
    let state = checkpoint('PASSIVE');
    for (let pass = 0; pass < 5 && state.left > 0; pass += 1) state = checkpoint('PASSIVE');
    return state;
  },
  // While nobody writes: whoever does so next begins the log anew.
  finish: () => checkpoint('RESTART'),
};

parentPort.on('message', (order) => {
  if (order === 'close') {
    connection?.close();
    parentPort.close();
    return;
  }
  try {
    parentPort.postMessage(orders[order]());
  } catch (error) {
    parentPort.postMessage({ problem: String(error) });
  }
});
`;
