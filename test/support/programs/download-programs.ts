/** Finds the programs that the tests run, and so downloads those that are missing. */
import { findBrowser } from '../browser.js';
import { findWebServers } from '../web-servers.js';

findBrowser();
findWebServers();
