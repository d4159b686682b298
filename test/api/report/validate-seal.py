"""Validates the seal of a PDF with pyHanko: validate-seal.py FILE ROOT.pem … prints JSON."""

import json
import logging
import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)
path, *roots = sys.argv[1:]
context = ValidationContext(trust_roots=[load_cert_from_pemder(root) for root in roots], allow_fetching=False)
with open(path, "rb") as file:
    signatures = PdfFileReader(file).embedded_signatures
    status = validate_pdf_signature(
        signatures[0], signer_validation_context=context, ts_validation_context=context
    )
    stamp = status.timestamp_validity
    print(
        json.dumps(
            {
                "signatures": len(signatures),
                "subFilter": str(signatures[0].sig_object["/SubFilter"]),
                "intact": status.intact,
                "valid": status.valid,
                "trusted": status.trusted,
                "coverage": status.coverage.name,
                "bottomLine": status.bottom_line,
                "stamp": None
                if stamp is None
                else {"intact": stamp.intact, "valid": stamp.valid, "trusted": stamp.trusted, "at": stamp.timestamp.isoformat()},
            }
        )
    )
