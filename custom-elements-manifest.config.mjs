/** The entries of the package: the build puts the elements' own modules together. */
const ENTRY = /^\/?src\/(define|index)\.[jt]s$/;
const published = (path) =>
  ENTRY.test(path) ? path.replace(ENTRY, 'dist/lib/$1.js') : 'dist/lib/define.js';

const rewritePaths = (value) => {
  for (const [key, entry] of Object.entries(value)) {
    if (entry && typeof entry === 'object') rewritePaths(entry);
    else if ((key === 'path' || key === 'module') && typeof entry === 'string') {
      value[key] = published(entry);
    }
  }
};

/**
 * Types and defaults of `@attr {type} [name=default]`, by class and name: the analyzer prefers those of the
 * property, which is `string | null` and `null`.
 */
const documentedAttributes = new Map();

const ATTRIBUTE = /@attr \{([^}]+)\} \[?([\w-]+)(?:=([^\]]+))?/g;

const readAttributes = ({ node }) => {
  for (const comment of node.jsDoc ?? []) {
    for (const [, text, name, value] of comment.getText().matchAll(ATTRIBUTE)) {
      documentedAttributes.set(`${node.name?.text} ${name}`, { type: { text }, default: value });
    }
  }
};

const writeAttributes = ({ modules }) => {
  for (const { name, attributes = [] } of modules.flatMap(
    ({ declarations = [] }) => declarations,
  )) {
    for (const attribute of attributes) {
      const className = attribute.inheritedFrom?.name ?? name;
      Object.assign(attribute, documentedAttributes.get(`${className} ${attribute.name}`));
      if (attribute.default === 'null') delete attribute.default;
    }
  }
};

/** What the analyzer takes for public, but no comment does: inner state, and events of helpers. */
const dropUndocumented = ({ modules }) => {
  for (const declaration of modules.flatMap(({ declarations = [] }) => declarations)) {
    const inner = new Set(
      (declaration.members ?? [])
        .filter(({ privacy }) => privacy && privacy !== 'public')
        .map(({ name }) => name),
    );
    if (declaration.attributes) {
      declaration.attributes = declaration.attributes.filter(
        ({ fieldName, description }) => description && !inner.has(fieldName),
      );
    }
    declaration.members &&= declaration.members.filter(({ name }) => !inner.has(name));
    if (declaration.events) {
      declaration.events = declaration.events.filter(({ name }) => name?.startsWith('etalase-'));
    }
  }
};

/** All elements in the module that defines them, and none of their helpers: nobody can import those. */
const joinModules = (manifest) => {
  const elements = manifest.modules.flatMap(({ declarations = [] }) =>
    declarations.filter(({ tagName }) => tagName),
  );
  manifest.modules = manifest.modules
    .filter(({ path }) => ENTRY.test(path))
    .map((module) => ({ ...module, declarations: /define/.test(module.path) ? elements : [] }));
};

export default {
  globs: ['src/define.ts', 'src/index.ts', 'src/elements/**/*.ts'],
  exclude: ['src/**/*.styles.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [
    {
      name: 'as-published',
      analyzePhase: readAttributes,
      packageLinkPhase: ({ customElementsManifest }) => {
        dropUndocumented(customElementsManifest);
        writeAttributes(customElementsManifest);
        joinModules(customElementsManifest);
        rewritePaths(customElementsManifest);
      },
    },
  ],
};
