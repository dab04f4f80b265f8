// node:stream/web: the web streams, which are globals too. Their rooms: _web/streams/.
// Spec: https://nodejs.org/api/webstreams.html
import { CompressionStream, DecompressionStream } from "../_web/streams/compression.js";
import { ReadableByteStreamController, ReadableStreamBYOBRequest } from "../_web/streams/byte_controller_class.js";
import { ReadableStreamDefaultController } from "../_web/streams/default_controller.js";
import { TextDecoderStream, TextEncoderStream } from "../_web/streams/encoding.js";
import { ReadableStream } from "../_web/streams/readable.js";
import { ReadableStreamBYOBReader, ReadableStreamDefaultReader } from "../_web/streams/readers.js";
import { ByteLengthQueuingStrategy, CountQueuingStrategy } from "../_web/streams/strategies.js";
import { ReadableStreamTee } from "../_web/streams/tee.js";
import { TransformStream, TransformStreamDefaultController } from "../_web/streams/transform.js";
import { WritableStream, WritableStreamDefaultController } from "../_web/streams/writable.js";
import { WritableStreamDefaultWriter } from "../_web/streams/writer.js";

const streams = {
  ReadableStream,
  ReadableStreamTee,
  ReadableStreamDefaultReader,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableByteStreamController,
  ReadableStreamDefaultController,
  TransformStream,
  TransformStreamDefaultController,
  WritableStream,
  WritableStreamDefaultWriter,
  WritableStreamDefaultController,
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
  TextEncoderStream,
  TextDecoderStream,
  CompressionStream,
  DecompressionStream,
};

export {
  ReadableStream, ReadableStreamTee, ReadableStreamDefaultReader, ReadableStreamBYOBReader, ReadableStreamBYOBRequest, ReadableByteStreamController,
  ReadableStreamDefaultController, TransformStream, TransformStreamDefaultController, WritableStream, WritableStreamDefaultController,
  WritableStreamDefaultWriter, ByteLengthQueuingStrategy, CountQueuingStrategy, TextEncoderStream, TextDecoderStream,
  CompressionStream, DecompressionStream,
};
export default streams;
