import { readFileSync } from 'node:fs';
import pg from 'pg';
const c=new pg.Client('postgres://postgres:postgres@127.0.0.1:55461/lab'); await c.connect(); await c.query('set jit=off');
const pid=(await c.query('select pg_backend_pid() p')).rows[0].p;
const pgcpu=()=>{const f=readFileSync(`/proc/${pid}/stat`,'utf8').split(') ')[1]!.split(' '); return (Number(f[11])+Number(f[12]))*10;};
const rows=readFileSync('/work/shared/data/fx.csv','utf8').trim().split('\n').slice(1).map(l=>l.split(','));
async function run(name:string, batch:number, ins:string, conflict:string){
  await c.query('truncate fx_rate');
  for (const round of ['new','again']){
  const p=pgcpu(), t=performance.now();
  for(let i=0;i<rows.length;i+=batch){ const b=rows.slice(i,i+batch);
    await c.query(`with given as (select * from unnest($3::int[], $4::date[], $5::text[], $6::numeric[]) as g (line, rate_date, quote, rate)),
     created as (insert into fx_rate (source, base, rate_date, quote, rate) ${ins} on conflict do nothing returning 1) ${conflict}
     select (select count(*) from created) n ${conflict?', (select count(*) from conflict) m':''}`,['T','EUR',b.map((_,j)=>j),b.map(x=>x[0]),b.map(x=>x[2]),b.map(x=>x[3])]);}
  console.log(name,round,'pg cpu',pgcpu()-p,'wall',(performance.now()-t).toFixed(0)); }
}
const lat=`, conflict as (select g.line from given g cross join lateral (select f.rate from fx_rate f where f.base=$2 and f.quote=g.quote and f.rate_date=g.rate_date and f.source=$1 offset 0) f where f.rate<>g.rate)`;
const plain='select $1, $2, g.rate_date, g.quote, g.rate from given g';
await run('plain 10k',10000,plain,lat);
await run('sorted 10k',10000,plain+' order by g.quote, g.rate_date',lat);
await run('sorted 50k',50000,plain+' order by g.quote, g.rate_date',lat);
await run('no conflict 10k',10000,plain,'');
await c.end();
