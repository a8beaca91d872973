// Requests that two parsers could read differently: behind a proxy that reads them otherwise, whatever stands in their bodies would be a
// request of its own.
import { postText } from '../kit/raw-socket.ts';

const path = '/sp/v1/stock/query';
const chunked = 'Transfer-Encoding: chunked';

/** @param hidden a whole request, which must never be answered */
export const ambiguousRequests = (hidden: string): Readonly<Record<string, string>> => {
  const after = (headers: string[], body = `0\r\n\r\n${hidden}`) => postText(path, body, headers);
  return {
    'a length and chunks': after(['Content-Length: 5', chunked]),
    'chunks and a length': after([chunked, 'Content-Length: 5']),
    'two lengths': after(['Content-Length: 5', `Content-Length: ${5 + hidden.length}`]),
    'the same length twice': after(['Content-Length: 5', 'Content-Length: 5']),
    'a list of lengths': after(['Content-Length: 5, 5']),
    'a length with a sign': after(['Content-Length: +5']),
    'a negative length': after(['Content-Length: -5']),
    'a length in hexadecimal': after(['Content-Length: 0x5']),
    'a length beyond all numbers': after(['Content-Length: 99999999999999999999']),
    'a length that is no number': after(['Content-Length: five']),
    'a length without a colon': after(['Content-Length 5']),
    'a blank before the colon': after(['Content-Length: 5', 'Transfer-Encoding : chunked']),
    'a vertical tab before chunked': after(['Content-Length: 5', 'Transfer-Encoding:\u000bchunked']),
    'chunks of another name': after(['Transfer-Encoding: xchunked']),
    'chunks, but not at last': after(['Transfer-Encoding: chunked, identity']),
    'chunks twice': after(['Transfer-Encoding: chunked', 'Transfer-Encoding: identity']),
    'no encoding named so': after(['Transfer-Encoding: identity']),
    'a folded line': after(['Content-Length: 5', 'Transfer-Encoding:', ' chunked']),
    'a folded line that says nothing': after(['X-Folded: a', ' b', 'Content-Length: 5']),
    'a header that begins with a blank': after([' Content-Length: 5']),
    'a NUL in a header': after(['X-Nul: a\u0000b', 'Content-Length: 5']),
    'a bare CR in a header': after(['X-Cr: a\rContent-Length: 5', chunked]),
    'lines that end in LF alone': after(['Content-Length: 5']).replaceAll('\r\n', '\n'),
    'a chunk that says it is none': after([chunked], `zz\r\n{}\r\n0\r\n\r\n${hidden}`),
    'a chunk of a negative size': after([chunked], `-1\r\n{}\r\n0\r\n\r\n${hidden}`),
    'a chunk of a size with a prefix': after([chunked], `0x2\r\n{}\r\n0\r\n\r\n${hidden}`),
    'a chunk of a size beyond all numbers': after([chunked], `${'F'.repeat(17)}\r\n{}\r\n0\r\n\r\n${hidden}`),
    'a chunk longer than it says': after([chunked], `1\r\n{}\r\n0\r\n\r\n${hidden}`),
    'chunks that end in LF alone': after([chunked], `2\n{}\n0\n\n${hidden}`),
    'a version that is none': after(['Content-Length: 5']).replace('HTTP/1.1', 'HTTP/1.9'),
    'a method in lower case': after(['Content-Length: 5']).replace('POST', 'post'),
    'no HTTP': `hello\r\n\r\n${hidden}`,
    'the beginning of HTTP/2': `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${hidden}`,
    TLS: `\u0016\u0003\u0001\u0002\u0000\u0001\u0000${hidden}`,
  };
};

/** What a request can aim at that is no path of ours. */
export const oddTargets: readonly string[] = [
  ...[
    '*',
    'sp/v1/stock/query',
    '?',
    '#',
    '/#',
    '//',
    '///sp',
    '//evil/sp/v1/stock/query',
    '/./sp',
    '/sp/..//',
  ],
  ...[
    'http://',
    'http:///',
    'http://test',
    'https://test/x',
    'http://[::1/sp',
    'http://a:99999/sp',
    'http://%/sp',
  ],
  ...[
    'http://user:pass@test/none',
    'ftp://test/sp/v1/stock/query',
    'javascript:alert(1)',
    'mailto:a@b',
    'test:80',
  ],
  ...[
    '/%',
    '/%zz',
    '/%00',
    '/%ff%fe',
    '/\u00ff',
    '/sp/v1/stock/query%20',
    '/sp\\v1\\stock\\query',
    '/{}',
    '/|',
    '/<b>',
  ],
  ...[
    '/__proto__',
    '/constructor',
    '/sp/__proto__',
    '/v3/constructor',
    '/api/v2/toString',
    '/plugin/v1/__proto__',
  ],
];
