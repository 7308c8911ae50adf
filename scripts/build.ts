/** `npm run build`: compiles the LWCs in place (x.ts → x.js) and warms the browser build of the embedded org. */
import { compileLwc } from './compileLwc.ts';
import { runMain } from './lib/failure.ts';
import { ROOT } from './lib/paths.ts';
import { warmLightning } from './org/lightning/build/index.ts';

await runMain(async () => {
  const compiled = await compileLwc(ROOT);
  console.log(`LWC ${compiled.length} 個のモジュールを JavaScript にしました。`);
  await warmLightning();
  console.log('埋め込み組織の画面を用意しました。');
});
