// What the benchmarks measure against: one bare Express route that parses JSON and sends it back.
import express from 'express';
import { listenAndSay } from './listen.ts';

const app = express();
app.use(express.json());
app.post('/echo', (request, response) => {
  response.json(request.body);
});
listenAndSay(app);
