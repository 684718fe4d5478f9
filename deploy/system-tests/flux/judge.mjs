// Judges Kubernetes objects by the schemas of Flux's custom resource definitions.
//
// Usage: node judge.mjs FILE      FILE is a JSON array of objects.
// Prints each violation; the exit code is 0 if there is none, 1 if there is any, 2 if FILE is not such a file.
//
// A cluster drops fields that a definition does not have, which hides misspelt ones. The schemas come
// compiled and cannot be listed, so a field counts as known if they mind what is in it.
import { readFile } from 'node:fs/promises';

const PACKAGE = '@kubernetes-models/flux-cd';
const FLUX = /^([a-z]+\.toolkit\.fluxcd\.io)\/(v[0-9a-z]+)$/;
const PROBES = [null, true, 0.5, '\u0000', [], {}, [null], { '': null }];

async function schemaOf({ apiVersion, kind }) {
  const [, group, version] = apiVersion.match(FLUX) ?? [];
  if (!group || typeof kind !== 'string' || !/^[A-Za-z]+$/.test(kind)) {
    return undefined;
  }
  const models = await import(`${PACKAGE}/${group}/${version}/${kind}`).catch((error) => {
    if (['ERR_PACKAGE_PATH_NOT_EXPORTED', 'ERR_MODULE_NOT_FOUND'].includes(error.code)) {
      return {};
    }
    throw error;
  });
  return models[kind];
}

function errorsOf(Schema, object) {
  try {
    new Schema(object).validate();
    return [];
  } catch (error) {
    if (!Array.isArray(error.errors)) {
      throw error;
    }
    return error.errors;
  }
}

function* pathsBelow(value, path) {
  if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      yield [...path, key];
      yield* pathsBelow(inner, [...path, key]);
    }
  }
}

function pointer(path) {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function replaced(object, path, value) {
  const copy = structuredClone(object);
  path.slice(0, -1).reduce((at, key) => at[key], copy)[path.at(-1)] = value;
  return copy;
}

function isKnown(Schema, object, path) {
  const at = pointer(path);
  return PROBES.some((probe) =>
    errorsOf(Schema, replaced(object, path, probe)).some(
      ({ instancePath }) => instancePath === at || instancePath.startsWith(`${at}/`)));
}

function unknownFields(Schema, object) {
  const unknown = [];
  for (const path of pathsBelow(object.spec, ['spec'])) {
    const below = unknown.some((parent) => pointer(path).startsWith(`${parent}/`));
    if (!below && !isKnown(Schema, object, path)) {
      unknown.push(pointer(path));
    }
  }
  return unknown;
}

async function violationsOf(object) {
  if (typeof object?.apiVersion !== 'string') {
    return ['has no apiVersion'];
  }
  if (!object.apiVersion.includes('toolkit.fluxcd.io')) {
    return [];
  }
  const Schema = await schemaOf(object);
  if (!Schema) {
    return [`Flux has no ${object.kind} in ${object.apiVersion}`];
  }
  return [
    ...errorsOf(Schema, object).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`),
    ...unknownFields(Schema, object).map((field) => `${field} is not a field that Flux knows`),
  ];
}

async function objectsIn(file) {
  const objects = JSON.parse(await readFile(file, 'utf8'));
  if (!Array.isArray(objects) || objects.length === 0) {
    throw new Error('is not an array with objects');
  }
  return objects;
}

const [file, ...rest] = process.argv.slice(2);
if (!file || rest.length > 0) {
  console.error('usage: judge.mjs FILE');
  process.exit(2);
}
let objects;
try {
  objects = await objectsIn(file);
} catch (error) {
  console.error(`${file}: ${error.message}`);
  process.exit(2);
}
let violations = 0;
for (const object of objects) {
  for (const violation of await violationsOf(object)) {
    console.log(`${file}: ${object?.kind} ${object?.metadata?.name}: ${violation}`);
    violations++;
  }
}
console.log(`${file}: ${objects.length} objects, ${violations} violations`);
process.exit(violations === 0 ? 0 : 1);
