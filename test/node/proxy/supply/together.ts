/** Runs the tests of this folder in one process. */
import { importTests } from '../../../support/import-tests.js';

importTests(import.meta.dirname);
