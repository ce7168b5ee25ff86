// Optimises many small files of wasm in one process: `wasm-opt` takes a second to start, and there are hundreds of them.
// Started with the address of the module `binaryen`, and the files.

import { readFileSync, writeFileSync } from "node:fs";

const [from, ...files] = process.argv.slice(2);
const { default: binaryen } = await import(from);
const { BulkMemory, BulkMemoryOpt, NontrappingFPToInt, SignExt, MutableGlobals, ReferenceTypes, Multivalue } = binaryen.Features;
const features = BulkMemory | BulkMemoryOpt | NontrappingFPToInt | SignExt | MutableGlobals | ReferenceTypes | Multivalue;

binaryen.setOptimizeLevel(2);
binaryen.setShrinkLevel(2);
for (const file of files) {
  const module = binaryen.readBinary(readFileSync(file));
  module.setFeatures(features);
  module.optimize();
  module.runPasses(["flatten", "rereloop"]);
  module.optimize();
  module.runPasses(["reorder-functions-by-name", "strip-debug", "strip-producers", "strip-target-features"]);
  writeFileSync(file, module.emitBinary());
  module.dispose();
}
