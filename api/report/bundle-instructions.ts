/** What lies in every evidence bundle for whoever opens it, a court officer without a program of ours too. */
export const BUNDLE_INSTRUCTIONS: Readonly<Record<'en' | 'zh', string>> = {
  en: `HOW TO CHECK THIS BUNDLE

Keep the zip file as it is. Packed anew it is another file.

1. With the page. Open the check page (one HTML file) in a browser; it works without network. Get it from whom you trust, not from whoever
   handed you this bundle. Choose the zip, and the file of keys.
2. On the command line: selvedge verify BUNDLE.zip --trust KEYS.json

The file of keys decides whose word counts. Get it from the registry yourself (/v1/log/keys) and compare the fingerprints with those that it
publishes elsewhere, on paper or on the site of the bureau. The keys in the folder "stated" are those that the maker of this bundle states:
anyone can make a bundle with keys of his own. Without a file of keys the answer is at best "consistent, but by keys you have not vouched for".

Answers: "proven"; "consistent, but by keys you have not vouched for"; "not proven", with the name of each file that was altered.

WHAT IS INSIDE

manifest.json          every file with its length and SHA-256
proof.json             that the digest of manifest.json is in the public log, and the log's signature
certificate.pdf        the certificate, sealed (PAdES); any viewer that checks seals can check it too
proofs/*.json          records with what leads from them into the log (RFC 9162), the signed state of the log, cosignatures, timestamp
proofs/*.checkpoint    a state of the log, as text, with its signatures (C2SP signed-note)
proofs/*.tst           the timestamp on it (RFC 3161)
pictures/*             the pictures, where they were asked for; else their SHA-256 are in the certificate
stated/*               keys and certificates as stated by the maker

WITHOUT ANY PROGRAM OF OURS

SHA-256 of a file:     sha256sum FILE            (Windows: certutil -hashfile FILE SHA256)
Timestamp:             openssl ts -verify -token_in -in proofs/registration.tst -data proofs/registration.checkpoint -CAfile ROOT.pem
Seal:                  a PDF viewer that checks seals, or pyHanko, with the root certificate of the registry or of its authority
The leaf of a record is SHA-256 of 0x00 and the log entry; the entry names the commitment SHA-256("selvedge commitment v1\\n", salt, RFC 8785 text).
`,
  zh: `如何核验本证据包

请保持压缩包原样。重新打包后即成为另一个文件。

1. 用核验网页：在浏览器中打开核验网页（单个 HTML 文件），无需联网。请从您信任的来源取得该网页，不要向交给您证据包的人索取。选择压缩包和密钥文件即可。
2. 用命令行：selvedge verify 证据包.zip --trust 密钥.json

密钥文件决定以谁的话为准。请自行向登记系统获取（/v1/log/keys），并与其另行公布（纸质或版权局网站）的指纹核对。“stated”文件夹中的密钥是
制作者自己所述：任何人都可以用自己的密钥制作证据包。没有密钥文件时，最多只能得出“前后一致，但所用密钥未经您认可”。

结论有三种：“已证明”；“前后一致，但所用密钥未经您认可”；“未能证明”，并指出每个被改动的文件名。

包内文件

manifest.json          全部文件清单，含长度与 SHA-256
proof.json             证明 manifest.json 的摘要在公开日志中，并附日志签名
certificate.pdf        盖有电子印章（PAdES）的证书，能验章的阅读器均可核验
proofs/*.json          记录及其进入日志的证明（RFC 9162）、已签名的日志状态、见证签名、时间戳
proofs/*.checkpoint    日志状态文本及其签名（C2SP signed-note）
proofs/*.tst           其时间戳（RFC 3161）
pictures/*             图样文件（如已要求附上）；否则证书中载有其 SHA-256
stated/*               制作者所述的密钥与证书

不用本系统任何程序的核验方法

文件 SHA-256：         sha256sum 文件            （Windows：certutil -hashfile 文件 SHA256）
时间戳：               openssl ts -verify -token_in -in proofs/registration.tst -data proofs/registration.checkpoint -CAfile 根证书.pem
电子印章：             能验章的 PDF 阅读器或 pyHanko，并使用登记系统或其机构的根证书
记录的叶子为 0x00 与日志条目的 SHA-256；条目中的承诺值为 SHA-256("selvedge commitment v1\\n"、盐值、RFC 8785 文本)。
`,
};
