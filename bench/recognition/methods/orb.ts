import opencv from '@techstark/opencv-js';
import sharp from 'sharp';
import type { Content, Method } from './method.ts';

const FEATURES = 600;
const RATIO = 0.8;
const REPROJECTION_PX = 4;
const SIDE_PX = 400;
/** cv::USAC_MAGSAC, which the package's types leave out. */
const USAC_MAGSAC = 38;
/** Best of the first method that are looked at again. */
const RERANKED = 20;
/** A score of the first method that ln(1 + inliers) is worth. */
const WEIGHT = 0.1;

type OpenCv = typeof opencv;
type Mat = InstanceType<OpenCv['Mat']>;

interface Keypoints {
  readonly points: Float32Array;
  readonly descriptors: Mat;
}

/** Waits for the WebAssembly part. The module has a `then` of its own, so that it must never be awaited or returned bare. */
function loaded(): Promise<{ readonly cv: OpenCv }> {
  const module: unknown = opencv;
  if (module instanceof Promise) return new Promise((resolve) => void module.then((cv: OpenCv) => resolve({ cv })));
  const cv = module as OpenCv & { onRuntimeInitialized?: () => void };
  if (typeof cv.Mat === 'function') return Promise.resolve({ cv });
  return new Promise((resolve) => {
    cv.onRuntimeInitialized = () => resolve({ cv });
  });
}

/** ORB keypoints, ratio test, homography by MAGSAC (USAC): inliers are added to the scores of the first method's best. */
export async function rerankedByOrb(
  first: Method,
  library: readonly Content[],
  pathOf: (content: Content) => string,
): Promise<Method> {
  const { cv } = await loaded();
  const detector = new cv.ORB(FEATURES);
  const matcher = new cv.BFMatcher(cv.NORM_HAMMING, false);
  const known = new Map<Content, Keypoints>();

  const describe = async (content: Content): Promise<Keypoints> => {
    const found = known.get(content);
    if (found) return found;
    const { data, info } = await sharp(pathOf(content))
      .rotate()
      .flatten({ background: '#ffffff' })
      .greyscale()
      .resize(SIDE_PX, SIDE_PX, { fit: 'inside' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const picture = new cv.Mat(info.height, info.width, cv.CV_8UC1);
    picture.data.set(data);
    const [keypoints, descriptors, mask] = [new cv.KeyPointVector(), new cv.Mat(), new cv.Mat()];
    detector.detectAndCompute(picture, mask, keypoints, descriptors);
    const points = new Float32Array(keypoints.size() * 2);
    for (let i = 0; i < keypoints.size(); i++) points.set([keypoints.get(i).pt.x, keypoints.get(i).pt.y], 2 * i);
    for (const used of [picture, keypoints, mask]) used.delete();
    const result = { points, descriptors };
    known.set(content, result);
    return result;
  };

  const inliers = (query: Keypoints, record: Keypoints): number => {
    if (query.descriptors.rows < 8 || record.descriptors.rows < 8) return 0;
    const matches = new cv.DMatchVectorVector();
    matcher.knnMatch(query.descriptors, record.descriptors, matches, 2);
    const from: number[] = [];
    const to: number[] = [];
    for (let i = 0; i < matches.size(); i++) {
      const pair = matches.get(i);
      const [best, next] = [pair.get(0), pair.get(1)];
      if (pair.size() === 2 && best.distance < RATIO * next.distance) {
        from.push(query.points[2 * best.queryIdx]!, query.points[2 * best.queryIdx + 1]!);
        to.push(record.points[2 * best.trainIdx]!, record.points[2 * best.trainIdx + 1]!);
      }
      pair.delete();
    }
    matches.delete();
    if (from.length < 8) return 0;
    const count = from.length / 2;
    const source = cv.matFromArray(count, 1, cv.CV_32FC2, from);
    const target = cv.matFromArray(count, 1, cv.CV_32FC2, to);
    const mask = new cv.Mat();
    const homography = cv.findHomography(source, target, USAC_MAGSAC, REPROJECTION_PX, mask);
    const kept = mask.rows ? cv.countNonZero(mask) : 0;
    for (const used of [source, target, mask, homography]) used.delete();
    return kept;
  };

  return {
    name: `${first.name} + ORB and MAGSAC on the best ${RERANKED}`,
    similarities: async (content) => {
      const similarities = await first.similarities(content);
      if (!similarities) return undefined;
      const order = Array.from(similarities.keys()).sort((a, b) => similarities[b]! - similarities[a]!);
      const result = Float32Array.from(similarities);
      const query = await describe(content);
      for (const index of order.slice(0, RERANKED))
        result[index]! += WEIGHT * Math.log1p(inliers(query, await describe(library[index]!)));
      if (!library.includes(content)) {
        query.descriptors.delete();
        known.delete(content);
      }
      return result;
    },
  };
}
