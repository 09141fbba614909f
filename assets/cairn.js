import { initAll } from 'asset:nhsuk.js'
initAll()
