/** Types of each entry in few files. Those of packages that the build holds go along: nobody installs them. */
import dts from 'rollup-plugin-dts';

const types = (tsconfig, input, dir) => ({
  input,
  output: {
    dir,
    format: 'es',
    chunkFileNames: 'chunks/[name].d.ts',
    // Whoever defines the elements gets the types of their events, too.
    banner: ({ name }) => (name === 'define' ? "import './index.js';" : ''),
  },
  plugins: [dts({ tsconfig, includeExternal: ['nanostores', 'zod'] })],
});

export default [
  types('tsconfig.json', { index: 'src/index.ts', define: 'src/define.ts' }, 'dist/lib'),
  types('tsconfig.node.json', { index: 'src/proxy/index.ts' }, 'dist/proxy'),
];
