/** Write .br and .gz beside every asset that is worth it: the server sends them as they are. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const SMALLEST = 1024;

for (const name of readdirSync("dist/assets")) {
  const file = `dist/assets/${name}`;
  if (!/\.(js|css|svg|json)$/.test(name)) continue;
  if (statSync(file).size < SMALLEST) continue;
  const bytes = readFileSync(file);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
}
