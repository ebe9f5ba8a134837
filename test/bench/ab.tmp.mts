import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { serve } from '@hono/node-server'; import { Hono } from 'hono';
import { serveSandbox } from '../../src/sandbox/serve.js';
import { launchChromium, PHONE } from '../support/chromium.js';
import { openShop } from '../support/shops.js';
const ROUNDS=Number(process.argv[2]??7);
const sandbox = await serveSandbox(); const shop = await openShop(sandbox.origin);
const base = readFileSync('dist/etalase.js','utf8');
const variants: Record<string,{js:string,per?:number,pre?:boolean,el?:string, stat?:boolean}> = {
 base:{js:base}, hint:{js:'//# allFunctionsCalledOnLoad\n'+base}, per10:{js:base,per:10}, per20:{js:base,per:20}, staticlink:{js:base,stat:true}, nopre:{js:base,pre:false},
};
for (const a of process.argv.slice(3)) variants[a]={js:readFileSync(a,'utf8')};
const app=new Hono();
app.get('/favicon.ico',c=>c.body(null,204));
const br=(s:string|Buffer)=>new Uint8Array(brotliCompressSync(s));
const chunks=new Map(readdirSync('dist/chunks').map(f=>[f,br(readFileSync('dist/chunks/'+f))]));
const H={'Content-Type':'text/javascript','Content-Encoding':'br','Cache-Control':'public, max-age=31536000, immutable'};
const js=new Map(Object.entries(variants).map(([k,v])=>[k,br(v.js)]));
app.get('/v/:n/etalase.js',c=>c.body(js.get(decodeURIComponent(c.req.param('n')))!,200,H));
app.get('/v/:n/chunks/:f',c=>c.body(chunks.get(c.req.param('f'))!,200,H));
const plain=`<div id="daftar"></div><script>var x=new XMLHttpRequest();x.open("GET","${shop.api}/app/produk?token=${shop.token}&page=1",true);x.onreadystatechange=function(){if(this.readyState==4&&this.status==200){var isi="";JSON.parse(this.responseText).data.forEach(function(p){isi+='<a class="card" href="'+p.url_produk+'"><img loading="lazy" src="'+p.gambar_utama+'"><p>'+p.nama_produk+'</p><b>Rp'+p.harga_produk+'</b></a>';});document.getElementById("daftar").innerHTML=isi;}};x.send();</script>`;
app.get('/p/:n',c=>{const n=decodeURIComponent(c.req.param('n')); const head='<!doctype html><meta charset=utf-8><meta name=viewport content="width=device-width">'; if(n==='plain') return c.html(head+plain);
 const v=variants[n]!; const per=v.per??40; const link=`<link rel="preload" as="fetch" crossorigin href="${shop.api}/app/produk?token=${shop.token}&page=1&total_data=${per}">`;
 return c.html(head+(v.pre===false?'':v.stat?link:`<script>document.head.insertAdjacentHTML('beforeend','${link}')</script>`)+`<script type=module src="/v/${n}/etalase.js"></script><body><etalase-products token="${shop.token}" api="${shop.api}" per-page="${per}"></etalase-products>`);});
const site=await new Promise<any>(r=>{const s=serve({fetch:app.fetch,port:0,hostname:'127.0.0.1'},({port})=>r({origin:'http://127.0.0.1:'+port,s}))});
const browser=await launchChromium(); const context=await browser.newContext({viewport:PHONE}); const page=await context.newPage();
await page.addInitScript(`(() => { const cards = (root) => { const grid = root.querySelector('etalase-products'); if (grid && grid.shadowRoot) return grid.shadowRoot.querySelectorAll('a.card').length; return root.querySelectorAll('.card').length; };
 const look = () => { if (cards(document) >= 10) window.tenCards = performance.now(); else requestAnimationFrame(look); }; requestAnimationFrame(look); })();`);
const d=await context.newCDPSession(page); await d.send('Network.enable'); await d.send('Network.emulateNetworkConditions',{offline:false,latency:150,downloadThroughput:200000,uploadThroughput:94000}); await d.send('Emulation.setCPUThrottlingRate',{rate:6});
const t:Record<string,number[]>={}, w:Record<string,number[]>={};
for(let r=0;r<=ROUNDS;r++) for(const n of ['plain',...Object.keys(variants)]){ await page.goto('about:blank'); await d.send('Network.clearBrowserCache'); await d.send('Storage.clearDataForOrigin',{origin:site.origin,storageTypes:'all'});
 const go=async()=>{await page.goto(site.origin+'/p/'+encodeURIComponent(n)); await page.waitForFunction('window.tenCards'); const x=Number(await page.evaluate('window.tenCards')); await page.waitForTimeout(600); return x;};
 const c=await go(); await page.goto('about:blank'); await go(); await page.goto('about:blank'); const wv=await go(); if(r){(t[n]??=[]).push(c);(w[n]??=[]).push(wv);} }
const med=(l:number[])=>[...l].sort((a,b)=>a-b)[l.length>>1]!;
for(const n of Object.keys(t)) console.log(n.padEnd(14),'cold',med(t[n]!).toFixed(0),(med(t[n]!)/med(t.plain!)).toFixed(2),'  warm3',med(w[n]!).toFixed(0),(med(w[n]!)/med(w.plain!)).toFixed(2), js.get(n)?.length??'');
await browser.close(); site.s.close(); await sandbox.close(); process.exit();
