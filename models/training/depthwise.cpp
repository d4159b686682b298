// Depthwise convolution of channels-last bfloat16 maps, forward and backward, sixteen channels at a time.
// Each tile of sixteen channels of one picture is unpacked with its padding into a buffer that fits the first-level cache; the sums run in float32.
#include <cstdint>
#include <cstring>
#include <vector>

typedef float Lanes __attribute__((vector_size(64)));
constexpr int LANES = 16;

struct Shape {
  int pictures, height, width, channels, outHeight, outWidth, stride, padTop, padLeft;
};

static inline Lanes load(const uint16_t *from) {
  typedef uint32_t Bits __attribute__((vector_size(64)));
  typedef uint16_t Halves __attribute__((vector_size(32)));
  Halves halves;
  std::memcpy(&halves, from, sizeof halves);
  return (Lanes)(__builtin_convertvector(halves, Bits) << 16);
}

// Rounded to nearest, ties to even.
static inline void store(uint16_t *to, Lanes value) {
  typedef uint32_t Bits __attribute__((vector_size(64)));
  typedef uint16_t Halves __attribute__((vector_size(32)));
  Bits bits = (Bits)value;
  Halves halves = __builtin_convertvector((bits + 0x7fff + ((bits >> 16) & 1)) >> 16, Halves);
  std::memcpy(to, &halves, sizeof halves);
}

// The map's sixteen channels from `channel` on, `step` cells apart, its first cell at (top, left) of a buffer of zeros.
static void unpack(const uint16_t *map, int height, int width, int channels, int channel, Lanes *buffer, int pitch, int top, int left, int step) {
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      buffer[(top + y * step) * pitch + left + x * step] = load(map + ((long)y * width + x) * channels + channel);
}

template <int K>
static void forwardTile(const Shape &s, const Lanes *padded, int pitch, const float *weight, const float *bias, int channel, uint16_t *out) {
  Lanes w[K * K];
  for (int k = 0; k < K * K; k++) std::memcpy(&w[k], weight + k * s.channels + channel, sizeof(Lanes));
  Lanes b;
  std::memcpy(&b, bias + channel, sizeof b);
  for (int y = 0; y < s.outHeight; y++)
    for (int x = 0; x < s.outWidth; x++) {
      const Lanes *corner = padded + y * s.stride * pitch + x * s.stride;
      Lanes sum = b;
      for (int ky = 0; ky < K; ky++)
        for (int kx = 0; kx < K; kx++) sum += corner[ky * pitch + kx] * w[ky * K + kx];
      store(out + ((long)y * s.outWidth + x) * s.channels + channel, sum);
    }
}

template <int K>
static void backwardTile(const Shape &s, const Lanes *padded, int pitch, const uint16_t *outGradient, const Lanes *spread, int spreadPitch, const float *weight,
                         int channel, uint16_t *gradient, float *weightGradient, float *biasGradient) {
  Lanes sums[K * K] = {};
  Lanes total = {};
  for (int y = 0; y < s.outHeight; y++)
    for (int x = 0; x < s.outWidth; x++) {
      const Lanes g = load(outGradient + ((long)y * s.outWidth + x) * s.channels + channel);
      const Lanes *corner = padded + y * s.stride * pitch + x * s.stride;
      total += g;
      for (int ky = 0; ky < K; ky++)
        for (int kx = 0; kx < K; kx++) sums[ky * K + kx] += corner[ky * pitch + kx] * g;
    }
  for (int k = 0; k < K * K; k++)
    for (int lane = 0; lane < LANES; lane++) weightGradient[k * s.channels + channel + lane] += sums[k][lane];
  for (int lane = 0; lane < LANES; lane++) biasGradient[channel + lane] += total[lane];

  // The gradient of the input is the spread output gradient correlated with the turned kernel.
  Lanes w[K * K];
  for (int k = 0; k < K * K; k++) std::memcpy(&w[k], weight + k * s.channels + channel, sizeof(Lanes));
  for (int y = 0; y < s.height; y++)
    for (int x = 0; x < s.width; x++) {
      const Lanes *corner = spread + (y + s.padTop) * spreadPitch + x + s.padLeft;
      Lanes sum = {};
      for (int ky = 0; ky < K; ky++)
        for (int kx = 0; kx < K; kx++) sum += corner[ky * spreadPitch + kx] * w[(K - 1 - ky) * K + (K - 1 - kx)];
      store(gradient + ((long)y * s.width + x) * s.channels + channel, sum);
    }
}

template <int K>
static void forwardAll(const Shape &s, const uint16_t *input, const float *weight, const float *bias, uint16_t *out) {
  const int pitch = s.width + K, rows = s.height + K;
#pragma omp parallel
  {
    std::vector<Lanes> padded(rows * pitch);
#pragma omp for
    for (int n = 0; n < s.pictures; n++)
      for (int channel = 0; channel < s.channels; channel += LANES) {
        unpack(input + (long)n * s.height * s.width * s.channels, s.height, s.width, s.channels, channel, padded.data(), pitch, s.padTop, s.padLeft, 1);
        forwardTile<K>(s, padded.data(), pitch, weight, bias, channel, out + (long)n * s.outHeight * s.outWidth * s.channels);
      }
  }
}

template <int K>
static void backwardAll(const Shape &s, const uint16_t *input, const float *weight, const uint16_t *outGradient, uint16_t *gradient, float *weightGradient,
                        float *biasGradient) {
  const int pitch = s.width + K, rows = s.height + K;
  const int spreadPitch = s.width + 2 * K, spreadRows = s.height + 2 * K;
#pragma omp parallel
  {
    std::vector<Lanes> padded(rows * pitch), spread(spreadRows * spreadPitch);
    std::vector<float> weightSums(K * K * s.channels), biasSums(s.channels);
#pragma omp for
    for (int n = 0; n < s.pictures; n++)
      for (int channel = 0; channel < s.channels; channel += LANES) {
        const uint16_t *from = outGradient + (long)n * s.outHeight * s.outWidth * s.channels;
        const long at = (long)n * s.height * s.width * s.channels;
        unpack(input + at, s.height, s.width, s.channels, channel, padded.data(), pitch, s.padTop, s.padLeft, 1);
        unpack(from, s.outHeight, s.outWidth, s.channels, channel, spread.data(), spreadPitch, K - 1, K - 1, s.stride);
        backwardTile<K>(s, padded.data(), pitch, from, spread.data(), spreadPitch, weight, channel, gradient + at, weightSums.data(), biasSums.data());
      }
#pragma omp critical
    {
      for (size_t i = 0; i < weightSums.size(); i++) weightGradient[i] += weightSums[i];
      for (size_t i = 0; i < biasSums.size(); i++) biasGradient[i] += biasSums[i];
    }
  }
}

extern "C" {
// Weights [kernel * kernel][channels]; channels divisible by 16; kernel 3 or 5.
void depthwise_forward(const Shape *s, int kernel, const uint16_t *input, const float *weight, const float *bias, uint16_t *out) {
  if (kernel == 3)
    forwardAll<3>(*s, input, weight, bias, out);
  else
    forwardAll<5>(*s, input, weight, bias, out);
}
void depthwise_backward(const Shape *s, int kernel, const uint16_t *input, const float *weight, const uint16_t *outGradient, uint16_t *gradient, float *weightGradient,
                        float *biasGradient) {
  if (kernel == 3)
    backwardAll<3>(*s, input, weight, outGradient, gradient, weightGradient, biasGradient);
  else
    backwardAll<5>(*s, input, weight, outGradient, gradient, weightGradient, biasGradient);
}
}
