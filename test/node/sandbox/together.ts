/** Runs the tests of this folder in one process. */
import { importTests } from '../../support/import-tests.js';
import '../../support/open-api-shop.js';
import './support/upstream-shop.js';

importTests(import.meta.dirname);
