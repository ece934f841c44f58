// What is used of hls.js, by name: the rest is left out of the build.
export { default as Hls, ErrorDetails, Events } from 'hls.js';
