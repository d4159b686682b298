/**
 * onnxruntime reports its use to its maker unless this variable is set when its library starts, and leaves files in the
 * temporary folder. A registry tells nobody what it is asked, so it is always set. Only the main thread's `process.env` is
 * the process's own: whoever starts worker threads imports this before, for its effect.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
