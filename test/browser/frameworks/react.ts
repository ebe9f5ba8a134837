/** React as one module: its packages are CommonJS, which the test runner bundles here. */
export { createElement, StrictMode } from 'react';
export { flushSync } from 'react-dom';
export { createRoot } from 'react-dom/client';
