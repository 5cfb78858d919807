import { defineConfig } from 'vitepress'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const site = dirname(dirname(fileURLToPath(import.meta.url)))
const docs = resolve(site, '../docs')

/** The sidebar is the tables of docs/index.md: a heading, and its links. */
function sidebar() {
  const groups = []
  for (const line of readFileSync(resolve(docs, 'index.md'), 'utf8').split('\n')) {
    const heading = line.match(/^## (.+)/)
    const link = line.match(/^\| \[(.+?)]\((.+?)\.md\)/)
    if (heading) {
      groups.push({ text: heading[1], items: [] })
    } else if (link) {
      groups.at(-1).items.push({ text: link[1], link: '/' + link[2].replace(/index$/, '') })
    }
  }
  return groups
}

/** Fails the build if a page is missing from docs/index.md. */
function checkIndex(groups) {
  const linked = groups.flatMap((group) => group.items.map((item) => item.link))
  for (const file of readdirSync(docs)) {
    const page = file.replace(/\.md$/, '')
    if (file.endsWith('.md') && page !== 'index' && !linked.includes('/' + page)) {
      throw new Error(`docs/index.md does not link to docs/${file}`)
    }
  }
  return groups
}

/** Links to files of the repository outside docs/ become plain text: the site does not have these files. */
function linksOutside(md) {
  const open = md.renderer.rules.link_open
  const close = md.renderer.rules.link_close
  const plain = []
  md.renderer.rules.link_open = (tokens, i, options, env, self) => {
    const href = tokens[i].attrGet('href')
    const outside = href.startsWith('../') && !existsSync(resolve(dirname(env.path), href.split('#')[0]))
      ? 'missing'
      : href.startsWith('../') && !resolve(dirname(env.path), href).startsWith(docs)
    if (outside === 'missing') {
      throw new Error(`${env.path} links to ${href}, which does not exist`)
    }
    plain.push(outside)
    return outside ? '<code>' : open ? open(tokens, i, options, env, self) : self.renderToken(tokens, i, options)
  }
  md.renderer.rules.link_close = (tokens, i, options, env, self) =>
    plain.pop() ? '</code>' : close ? close(tokens, i, options, env, self) : self.renderToken(tokens, i, options)
}

/** Diagrams are drawn in the browser. */
function diagrams(md) {
  const fence = md.renderer.rules.fence
  md.renderer.rules.fence = (tokens, i, ...rest) =>
    tokens[i].info.trim() === 'mermaid'
      ? `<Mermaid code="${encodeURIComponent(tokens[i].content)}"></Mermaid>\n`
      : fence(tokens, i, ...rest)
}

export default defineConfig({
  title: 'Stepwell',
  description: 'Durable functions for Java on nothing but Postgres',
  srcDir: '../docs',
  outDir: 'dist',
  cacheDir: 'node_modules/.cache',
  cleanUrls: false,
  markdown: {
    config(md) {
      linksOutside(md)
      diagrams(md)
    }
  },
  themeConfig: {
    search: { provider: 'local' },
    sidebar: checkIndex(sidebar()),
    outline: [2, 3]
  },
  vite: {
    publicDir: resolve(site, 'public'),
    resolve: { alias: { vue: resolve(site, 'node_modules/vue') } }
  }
})
