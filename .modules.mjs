import { build, loadConfigFromFile } from 'vite';
const { config } = await loadConfigFromFile({ command: 'build', mode: 'script' }, 'vite.config.ts');
const plugin = { name: 'x', generateBundle(_, b) {
  for (const c of Object.values(b)) if (c.type==='chunk') { console.log('##', c.fileName, c.code.length);
   if (process.argv[2] ? c.fileName.includes(process.argv[2]) : true) for (const [id,m] of Object.entries(c.modules)) if (!id.includes('node_modules')) console.log('   ', id.replace(process.cwd()+'/',''), m.renderedLength); } } };
config.plugins = [...config.plugins.filter(p=>p.name!=='etalase:squeeze'), plugin];
config.build.write=false;
await build({ ...config, configFile: false, mode: 'script' });
