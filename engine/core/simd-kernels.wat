;; The inner loops of `column-fft.ts`, `mix-picture.ts`, `smoothing.ts`, `structure-correlation.ts` and `descriptor-matching.ts`, four or eight
;; numbers at a time. Assembled into `simd-module.ts`, which says how.
;; All addresses, lengths and distances are in bytes.
(module
  (import "scratch" "memory" (memory 1))

  ;; Butterflies down the columns of a plane. Real parts lie at $base, imaginary ones $im further on. Rows are $row apart, $size of them, in
  ;; bit-reversed order; $width bytes of each are worked on, a multiple of 16.

  ;; First stage where the number of stages is odd: rows 2n and 2n + 1 become their sum and difference.
  (func (export "pairs") (param $base i32) (param $im i32) (param $row i32) (param $size i32) (param $width i32)
    (local $end i32) (local $a i32) (local $b i32) (local $stop i32) (local $x v128) (local $y v128)
    (local.set $end (i32.add (local.get $base) (i32.mul (local.get $size) (local.get $row))))
    (loop $rows
      (local.set $a (local.get $base))
      (local.set $stop (i32.add (local.get $base) (local.get $width)))
      (loop $columns
        (local.set $b (i32.add (local.get $a) (local.get $row)))
        (local.set $x (v128.load (local.get $a)))
        (local.set $y (v128.load (local.get $b)))
        (v128.store (local.get $a) (f32x4.add (local.get $x) (local.get $y)))
        (v128.store (local.get $b) (f32x4.sub (local.get $x) (local.get $y)))
        (local.set $b (i32.add (local.get $b) (local.get $im)))
        (local.set $x (v128.load (i32.add (local.get $a) (local.get $im))))
        (local.set $y (v128.load (local.get $b)))
        (v128.store (i32.add (local.get $a) (local.get $im)) (f32x4.add (local.get $x) (local.get $y)))
        (v128.store (local.get $b) (f32x4.sub (local.get $x) (local.get $y)))
        (br_if $columns (i32.lt_u (local.tee $a (i32.add (local.get $a) (i32.const 16))) (local.get $stop))))
      (local.set $base (i32.add (local.get $base) (i32.shl (local.get $row) (i32.const 1))))
      (br_if $rows (i32.lt_u (local.get $base) (local.get $end)))))

  ;; Two stages at once: rows k, k + $half, k + 2 $half, k + 3 $half of each group of 4 $half. At $twiddles lie cos and sin of the outer
  ;; factor, cos and sin of its square, for k = 0 … $half − 1.
  (func (export "quads") (param $base i32) (param $im i32) (param $row i32) (param $size i32) (param $width i32)
    (param $half i32) (param $twiddles i32)
    (local $gap i32) (local $end i32) (local $first i32) (local $last i32) (local $stop i32) (local $t i32)
    (local $p i32) (local $q i32) (local $u i32) (local $v i32)
    (local $c1 v128) (local $s1 v128) (local $c2 v128) (local $s2 v128)
    (local $ar v128) (local $am v128) (local $br v128) (local $bm v128)
    (local $cr v128) (local $cm v128) (local $dr v128) (local $dm v128)
    (local $er v128) (local $em v128) (local $fr v128) (local $fm v128)
    (local.set $gap (i32.mul (local.get $half) (local.get $row)))
    (local.set $end (i32.add (local.get $base) (i32.mul (local.get $size) (local.get $row))))
    (loop $groups
      (local.set $first (local.get $base))
      (local.set $last (i32.add (local.get $base) (local.get $gap)))
      (local.set $t (local.get $twiddles))
      (loop $rows
        (local.set $c2 (v128.load32_splat (local.get $t)))
        (local.set $s2 (v128.load32_splat offset=4 (local.get $t)))
        (local.set $c1 (v128.load32_splat offset=8 (local.get $t)))
        (local.set $s1 (v128.load32_splat offset=12 (local.get $t)))
        (local.set $p (local.get $first))
        (local.set $stop (i32.add (local.get $first) (local.get $width)))
        (loop $columns
          (local.set $q (i32.add (local.get $p) (local.get $gap)))
          (local.set $u (i32.add (local.get $q) (local.get $gap)))
          (local.set $v (i32.add (local.get $u) (local.get $gap)))
          ;; b = row q turned, d = row v turned
          (local.set $er (v128.load (local.get $q)))
          (local.set $em (v128.load (i32.add (local.get $q) (local.get $im))))
          (local.set $br (f32x4.sub (f32x4.mul (local.get $er) (local.get $c1)) (f32x4.mul (local.get $em) (local.get $s1))))
          (local.set $bm (f32x4.add (f32x4.mul (local.get $er) (local.get $s1)) (f32x4.mul (local.get $em) (local.get $c1))))
          (local.set $er (v128.load (local.get $v)))
          (local.set $em (v128.load (i32.add (local.get $v) (local.get $im))))
          (local.set $dr (f32x4.sub (f32x4.mul (local.get $er) (local.get $c1)) (f32x4.mul (local.get $em) (local.get $s1))))
          (local.set $dm (f32x4.add (f32x4.mul (local.get $er) (local.get $s1)) (f32x4.mul (local.get $em) (local.get $c1))))
          ;; c = u + d and d = u − d, both turned by the outer factor, the second by −i besides
          (local.set $er (v128.load (local.get $u)))
          (local.set $em (v128.load (i32.add (local.get $u) (local.get $im))))
          (local.set $cr (f32x4.add (local.get $er) (local.get $dr)))
          (local.set $cm (f32x4.add (local.get $em) (local.get $dm)))
          (local.set $dr (f32x4.sub (local.get $er) (local.get $dr)))
          (local.set $dm (f32x4.sub (local.get $em) (local.get $dm)))
          (local.set $er (f32x4.sub (f32x4.mul (local.get $cr) (local.get $c2)) (f32x4.mul (local.get $cm) (local.get $s2))))
          (local.set $em (f32x4.add (f32x4.mul (local.get $cr) (local.get $s2)) (f32x4.mul (local.get $cm) (local.get $c2))))
          (local.set $fr (f32x4.add (f32x4.mul (local.get $dr) (local.get $s2)) (f32x4.mul (local.get $dm) (local.get $c2))))
          (local.set $fm (f32x4.sub (f32x4.mul (local.get $dm) (local.get $s2)) (f32x4.mul (local.get $dr) (local.get $c2))))
          ;; a = p + b, b = p − b
          (local.set $cr (v128.load (local.get $p)))
          (local.set $cm (v128.load (i32.add (local.get $p) (local.get $im))))
          (local.set $ar (f32x4.add (local.get $cr) (local.get $br)))
          (local.set $am (f32x4.add (local.get $cm) (local.get $bm)))
          (local.set $br (f32x4.sub (local.get $cr) (local.get $br)))
          (local.set $bm (f32x4.sub (local.get $cm) (local.get $bm)))
          (v128.store (local.get $p) (f32x4.add (local.get $ar) (local.get $er)))
          (v128.store (i32.add (local.get $p) (local.get $im)) (f32x4.add (local.get $am) (local.get $em)))
          (v128.store (local.get $u) (f32x4.sub (local.get $ar) (local.get $er)))
          (v128.store (i32.add (local.get $u) (local.get $im)) (f32x4.sub (local.get $am) (local.get $em)))
          (v128.store (local.get $q) (f32x4.add (local.get $br) (local.get $fr)))
          (v128.store (i32.add (local.get $q) (local.get $im)) (f32x4.add (local.get $bm) (local.get $fm)))
          (v128.store (local.get $v) (f32x4.sub (local.get $br) (local.get $fr)))
          (v128.store (i32.add (local.get $v) (local.get $im)) (f32x4.sub (local.get $bm) (local.get $fm)))
          (br_if $columns (i32.lt_u (local.tee $p (i32.add (local.get $p) (i32.const 16))) (local.get $stop))))
        (local.set $t (i32.add (local.get $t) (i32.const 16)))
        (br_if $rows (i32.lt_u (local.tee $first (i32.add (local.get $first) (local.get $row))) (local.get $last))))
      (local.set $base (i32.add (local.get $base) (i32.shl (local.get $gap) (i32.const 2))))
      (br_if $groups (i32.lt_u (local.get $base) (local.get $end)))))

  ;; Weighted sum of $taps rows of bytes, $row apart, the first at $from, written as 4-byte numbers at $to; $width bytes, rounded up to 16.
  (func (export "mixRows") (param $from i32) (param $row i32) (param $taps i32) (param $weights i32) (param $width i32) (param $to i32)
    (local $end i32) (local $at i32) (local $w i32) (local $stop i32) (local $weight v128) (local $bytes v128) (local $half v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.add (local.get $from) (local.get $width)))
    (local.set $stop (i32.add (local.get $weights) (i32.shl (local.get $taps) (i32.const 2))))
    (loop $columns
      (local.set $at (local.get $from))
      (local.set $w (local.get $weights))
      (local.set $a (v128.const i32x4 0 0 0 0))
      (local.set $b (local.get $a))
      (local.set $c (local.get $a))
      (local.set $d (local.get $a))
      (loop $sum
        (local.set $weight (v128.load32_splat (local.get $w)))
        (local.set $bytes (v128.load (local.get $at)))
        (local.set $half (i16x8.extend_low_i8x16_u (local.get $bytes)))
        (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $weight) (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_u (local.get $half))))))
        (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $weight) (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_u (local.get $half))))))
        (local.set $half (i16x8.extend_high_i8x16_u (local.get $bytes)))
        (local.set $c (f32x4.add (local.get $c) (f32x4.mul (local.get $weight) (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_u (local.get $half))))))
        (local.set $d (f32x4.add (local.get $d) (f32x4.mul (local.get $weight) (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_u (local.get $half))))))
        (local.set $at (i32.add (local.get $at) (local.get $row)))
        (br_if $sum (i32.lt_u (local.tee $w (i32.add (local.get $w) (i32.const 4))) (local.get $stop))))
      (v128.store (local.get $to) (local.get $a))
      (v128.store offset=16 (local.get $to) (local.get $b))
      (v128.store offset=32 (local.get $to) (local.get $c))
      (v128.store offset=48 (local.get $to) (local.get $d))
      (local.set $to (i32.add (local.get $to) (i32.const 64)))
      (br_if $columns (i32.lt_u (local.tee $from (i32.add (local.get $from) (i32.const 16))) (local.get $end)))))

  ;; $count pixels of three numbers, each the weighted sum of $taps neighbours in the row at $from. $starts holds the distance of the first
  ;; neighbour for each, $weights their weights. Four bytes beyond the last pixel are overwritten.
  (func (export "mixPixels") (param $from i32) (param $starts i32) (param $weights i32) (param $taps i32) (param $count i32) (param $to i32)
    (local $end i32) (local $at i32) (local $stop i32) (local $sum v128)
    (local.set $end (i32.add (local.get $to) (i32.mul (local.get $count) (i32.const 12))))
    (local.set $taps (i32.shl (local.get $taps) (i32.const 2)))
    (loop $pixels
      (local.set $at (i32.add (local.get $from) (i32.load (local.get $starts))))
      (local.set $stop (i32.add (local.get $weights) (local.get $taps)))
      (local.set $sum (v128.const i32x4 0 0 0 0))
      (loop $neighbours
        (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul (v128.load32_splat (local.get $weights)) (v128.load (local.get $at)))))
        (local.set $at (i32.add (local.get $at) (i32.const 12)))
        (br_if $neighbours (i32.lt_u (local.tee $weights (i32.add (local.get $weights) (i32.const 4))) (local.get $stop))))
      (v128.store (local.get $to) (local.get $sum))
      (local.set $starts (i32.add (local.get $starts) (i32.const 4)))
      (br_if $pixels (i32.lt_u (local.tee $to (i32.add (local.get $to) (i32.const 12))) (local.get $end)))))

  ;; $rows rows of 4-byte numbers, $row apart: each number becomes the weighted sum of $taps numbers $step apart, the first at its own
  ;; place. $width bytes of each row, rounded up to 32.
  (func (export "filter") (param $from i32) (param $to i32) (param $row i32) (param $rows i32) (param $width i32)
    (param $weights i32) (param $taps i32) (param $step i32)
    (local $end i32) (local $stop i32) (local $x i32) (local $at i32) (local $w i32)
    (local $weight v128) (local $a v128) (local $b v128)
    (local.set $end (i32.add (local.get $from) (i32.mul (local.get $rows) (local.get $row))))
    (local.set $stop (i32.add (local.get $weights) (i32.shl (local.get $taps) (i32.const 2))))
    (loop $lines
      (local.set $x (i32.const 0))
      (loop $columns
        (local.set $at (i32.add (local.get $from) (local.get $x)))
        (local.set $w (local.get $weights))
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (local.get $a))
        (loop $sum
          (local.set $weight (v128.load32_splat (local.get $w)))
          (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $weight) (v128.load (local.get $at)))))
          (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $weight) (v128.load offset=16 (local.get $at)))))
          (local.set $at (i32.add (local.get $at) (local.get $step)))
          (br_if $sum (i32.lt_u (local.tee $w (i32.add (local.get $w) (i32.const 4))) (local.get $stop))))
        (local.set $at (i32.add (local.get $to) (local.get $x)))
        (v128.store (local.get $at) (local.get $a))
        (v128.store offset=16 (local.get $at) (local.get $b))
        (br_if $columns (i32.lt_u (local.tee $x (i32.add (local.get $x) (i32.const 32))) (local.get $width))))
      (local.set $to (i32.add (local.get $to) (local.get $row)))
      (br_if $lines (i32.lt_u (local.tee $from (i32.add (local.get $from) (local.get $row))) (local.get $end)))))

  ;; Reads a map of complex numbers (re, im beside each other, rows $row apart) between its cells at the places of samples and sums what
  ;; `structure-correlation.ts` needs. A sample is 20 bytes: x, y, re, im, energy; its place is (a·x + b·y + tx, c·x + d·y + ty). Cells are taken
  ;; modulo $mask + 1 both ways, or, where $mask is 0, samples whose four cells are not all within $columns × $lines are left out. At $turn lie
  ;; cos, sin, 0, 0 and −flip·sin, flip·cos, 0, 0. Written to $to: Σ product, Σ own energy, Σ other energy, count.
  (func (export "correlate") (param $from i32) (param $end i32) (param $map i32) (param $row i32) (param $mask i32)
    (param $columns i32) (param $lines i32) (param $turn i32) (param $to i32)
    (param $a f64) (param $b f64) (param $c f64) (param $d f64) (param $tx f64) (param $ty f64)
    (local $x f64) (local $y f64) (local $px f64) (local $py f64) (local $left i32) (local $top i32) (local $at i32)
    (local $count i32) (local $own f32) (local $share v128) (local $value v128) (local $sum v128) (local $other v128)
    (local $first v128) (local $second v128)
    (local.set $first (v128.load (local.get $turn)))
    (local.set $second (v128.load offset=16 (local.get $turn)))
    (loop $samples
      (block $outside
        (local.set $x (f64.promote_f32 (f32.load (local.get $from))))
        (local.set $y (f64.promote_f32 (f32.load offset=4 (local.get $from))))
        (local.set $px (f64.add (f64.add (f64.mul (local.get $a) (local.get $x)) (f64.mul (local.get $b) (local.get $y))) (local.get $tx)))
        (local.set $py (f64.add (f64.add (f64.mul (local.get $c) (local.get $x)) (f64.mul (local.get $d) (local.get $y))) (local.get $ty)))
        (local.set $x (f64.floor (local.get $px)))
        (local.set $y (f64.floor (local.get $py)))
        (local.set $left (i32.trunc_sat_f64_s (local.get $x)))
        (local.set $top (i32.trunc_sat_f64_s (local.get $y)))
        (if (local.get $mask)
          (then
            (local.set $left (i32.and (local.get $left) (local.get $mask)))
            (local.set $top (i32.and (local.get $top) (local.get $mask))))
          (else
            (br_if $outside (i32.ge_u (local.get $left) (local.get $columns)))
            (br_if $outside (i32.ge_u (local.get $top) (local.get $lines)))))
        (local.set $at (i32.add (local.get $map)
          (i32.add (i32.mul (local.get $top) (local.get $row)) (i32.shl (local.get $left) (i32.const 3)))))
        ;; Down first, then across: lanes 0 and 1 are the left cell, 2 and 3 the right one.
        (local.set $value (v128.load (local.get $at)))
        (local.set $value (f32x4.add (local.get $value) (f32x4.mul
          (f32x4.sub (v128.load (i32.add (local.get $at) (local.get $row))) (local.get $value))
          (f32x4.splat (f32.demote_f64 (f64.sub (local.get $py) (local.get $y)))))))
        (local.set $share (f32x4.splat (f32.demote_f64 (f64.sub (local.get $px) (local.get $x)))))
        (local.set $share (f32x4.add (v128.const f32x4 1 1 0 0) (f32x4.mul (local.get $share) (v128.const f32x4 -1 -1 1 1))))
        (local.set $value (f32x4.mul (local.get $value) (local.get $share)))
        (local.set $value (f32x4.add (local.get $value)
          (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $value) (local.get $value))))
        (local.set $share (f32x4.add
          (f32x4.mul (v128.load32_splat offset=8 (local.get $from)) (local.get $first))
          (f32x4.mul (v128.load32_splat offset=12 (local.get $from)) (local.get $second))))
        (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul (local.get $share) (local.get $value))))
        (local.set $other (f32x4.add (local.get $other) (f32x4.mul (local.get $value) (local.get $value))))
        (local.set $own (f32.add (local.get $own) (f32.load offset=16 (local.get $from))))
        (local.set $count (i32.add (local.get $count) (i32.const 1))))
      (br_if $samples (i32.lt_u (local.tee $from (i32.add (local.get $from) (i32.const 20))) (local.get $end))))
    (f32.store (local.get $to) (f32.add (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 1 (local.get $sum))))
    (f32.store offset=4 (local.get $to) (local.get $own))
    (f32.store offset=8 (local.get $to) (f32.add (f32x4.extract_lane 0 (local.get $other)) (f32x4.extract_lane 1 (local.get $other))))
    (f32.store offset=12 (local.get $to) (f32.convert_i32_u (local.get $count))))

  ;; Products of one descriptor with $count others, as `descriptor-matching.ts` lays them out: 64 numbers of 16 bits, lane by lane the four symmetry
  ;; classes. For each other whose best similarity exceeds $bar, 16 bytes at $to: its index, the similarity upright and mirrored, and in bits 0 and
  ;; 1 whether these are reached by half a turn. Gives back where they end.
  (func (export "match") (param $query i32) (param $other i32) (param $count i32) (param $bar i32) (param $to i32) (result i32)
    (local $index i32) (local $even i32) (local $turnOdd i32) (local $mirrorOdd i32) (local $bothOdd i32)
    (local $turn i32) (local $flip i32) (local $upright i32) (local $mirrored i32) (local $sum v128)
    (local $q0 v128) (local $q1 v128) (local $q2 v128) (local $q3 v128) (local $q4 v128) (local $q5 v128) (local $q6 v128) (local $q7 v128)
    (if (i32.eqz (local.get $count)) (then (return (local.get $to))))
    (local.set $q0 (v128.load (local.get $query)))
    (local.set $q1 (v128.load offset=16 (local.get $query)))
    (local.set $q2 (v128.load offset=32 (local.get $query)))
    (local.set $q3 (v128.load offset=48 (local.get $query)))
    (local.set $q4 (v128.load offset=64 (local.get $query)))
    (local.set $q5 (v128.load offset=80 (local.get $query)))
    (local.set $q6 (v128.load offset=96 (local.get $query)))
    (local.set $q7 (v128.load offset=112 (local.get $query)))
    (loop $others
      (local.set $sum (i32x4.add
        (i32x4.add
          (i32x4.add (i32x4.dot_i16x8_s (local.get $q0) (v128.load (local.get $other)))
            (i32x4.dot_i16x8_s (local.get $q1) (v128.load offset=16 (local.get $other))))
          (i32x4.add (i32x4.dot_i16x8_s (local.get $q2) (v128.load offset=32 (local.get $other)))
            (i32x4.dot_i16x8_s (local.get $q3) (v128.load offset=48 (local.get $other)))))
        (i32x4.add
          (i32x4.add (i32x4.dot_i16x8_s (local.get $q4) (v128.load offset=64 (local.get $other)))
            (i32x4.dot_i16x8_s (local.get $q5) (v128.load offset=80 (local.get $other))))
          (i32x4.add (i32x4.dot_i16x8_s (local.get $q6) (v128.load offset=96 (local.get $other)))
            (i32x4.dot_i16x8_s (local.get $q7) (v128.load offset=112 (local.get $other)))))))
      (local.set $even (i32x4.extract_lane 0 (local.get $sum)))
      (local.set $turnOdd (i32x4.extract_lane 1 (local.get $sum)))
      (local.set $mirrorOdd (i32x4.extract_lane 2 (local.get $sum)))
      (local.set $bothOdd (i32x4.extract_lane 3 (local.get $sum)))
      (local.set $turn (i32.add (local.get $turnOdd) (local.get $bothOdd)))
      (local.set $flip (i32.sub (local.get $turnOdd) (local.get $bothOdd)))
      (local.set $upright (i32.add (i32.add (local.get $even) (local.get $mirrorOdd))
        (select (local.get $turn) (i32.sub (i32.const 0) (local.get $turn)) (i32.gt_s (local.get $turn) (i32.const 0)))))
      (local.set $mirrored (i32.add (i32.sub (local.get $even) (local.get $mirrorOdd))
        (select (local.get $flip) (i32.sub (i32.const 0) (local.get $flip)) (i32.gt_s (local.get $flip) (i32.const 0)))))
      (if (i32.or (i32.gt_s (local.get $upright) (local.get $bar)) (i32.gt_s (local.get $mirrored) (local.get $bar)))
        (then
          (i32.store (local.get $to) (local.get $index))
          (i32.store offset=4 (local.get $to) (local.get $upright))
          (i32.store offset=8 (local.get $to) (local.get $mirrored))
          (i32.store offset=12 (local.get $to) (i32.or (i32.lt_s (local.get $turn) (i32.const 0))
            (i32.shl (i32.lt_s (local.get $flip) (i32.const 0)) (i32.const 1))))
          (local.set $to (i32.add (local.get $to) (i32.const 16)))))
      (local.set $other (i32.add (local.get $other) (i32.const 128)))
      (br_if $others (i32.lt_u (local.tee $index (i32.add (local.get $index) (i32.const 1))) (local.get $count))))
    (local.get $to))
)
