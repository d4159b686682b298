// First, for its effect on the import after it.
import './no-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** The one place that touches onnxruntime: a loaded graph with one output. */
export interface GraphSession {
  /** Runs the graph and returns the data of its only output. The inputs' memory is read, not copied, until the promise settles. */
  run(inputs: Readonly<Record<string, GraphInput>>): Promise<Float32Array | Int32Array>;
  close(): Promise<void>;
}

export interface GraphInput {
  readonly data: Uint8Array | Int8Array | Float32Array;
  readonly shape: readonly number[];
}

export async function openGraph(model: Uint8Array, threads: number): Promise<GraphSession> {
  const session = await InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Warnings of the graph optimiser would reach standard error; errors arrive as exceptions anyway.
    logSeverityLevel: 3,
  });
  const output = session.outputNames[0]!;
  return {
    async run(inputs) {
      const feeds: Record<string, Tensor> = {};
      for (const [name, input] of Object.entries(inputs)) feeds[name] = tensorOf(input);
      const results = await session.run(feeds);
      const tensor = results[output]!;
      const data = tensor.data;
      if (data instanceof Float32Array || data instanceof Int32Array) return data;
      throw new TypeError(`Expected float32 or int32 from the graph but received ${tensor.type}.`);
    },
    close: () => session.release(),
  };
}

function tensorOf({ data, shape }: GraphInput): Tensor {
  if (data instanceof Float32Array) return new Tensor('float32', data, shape);
  return data instanceof Int8Array ? new Tensor('int8', data, shape) : new Tensor('uint8', data, shape);
}
