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

export default {
  globs: ['src/define.ts', 'src/index.ts', 'src/elements/**/*.ts'],
  exclude: ['src/**/*.styles.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [
    {
      name: 'published-paths',
      packageLinkPhase: ({ customElementsManifest }) => rewritePaths(customElementsManifest),
    },
  ],
};
