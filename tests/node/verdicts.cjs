// Compile a schema in ajv's strict mode, then read one JSON document a line and print true or false for each.
const fs = require("node:fs");
const readline = require("node:readline");
const Ajv = require("ajv/dist/2020");

const ajv = new Ajv({ strict: true, allErrors: false, validateFormats: false });
ajv.addFormat("iri", true);
ajv.addFormat("iri-reference", true);
const validate = ajv.compile(JSON.parse(fs.readFileSync(process.argv[2], "utf8")));
readline.createInterface({ input: process.stdin }).on("line", (line) => {
  console.log(validate(JSON.parse(line)));
});
