/** Paths in the manifest are those of the published modules, not of the sources. */
const published = (path) => path.replace(/^\/?src\/(.+)\.[jt]s$/, 'dist/lib/$1.js');

const rewritePaths = (value) => {
  for (const [key, entry] of Object.entries(value)) {
    if (entry && typeof entry === 'object') rewritePaths(entry);
    else if ((key === 'path' || key === 'module') && typeof entry === 'string') {
      value[key] = published(entry);
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

/** Modules of elements, and the entries of the package: nobody can import the others. */
const keepElements = (manifest) => {
  manifest.modules = manifest.modules.filter(
    ({ path, declarations = [] }) =>
      /^dist\/lib\/(define|index)\.js$/.test(path) || declarations.some(({ tagName }) => tagName),
  );
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
      packageLinkPhase: ({ customElementsManifest }) => {
        rewritePaths(customElementsManifest);
        dropUndocumented(customElementsManifest);
        keepElements(customElementsManifest);
      },
    },
  ],
};
