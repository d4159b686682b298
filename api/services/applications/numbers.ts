import type { Kind } from '../../registration/application-form.ts';
import { formatNumber, seriesOf } from '../../registration/registration-number.ts';
import { takeNumber } from '../../store/applications/application-rows.ts';
import { readOffice } from '../../store/applications/party-rows.ts';
import type { OpenCase } from './case.ts';

/** Short names of provinces (GB/T 2260), as they begin the numbers of their offices. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  '11': '京',
  '12': '津',
  '13': '冀',
  '14': '晋',
  '15': '蒙',
  '21': '辽',
  '22': '吉',
  '23': '黑',
  '31': '沪',
  '32': '苏',
  '33': '浙',
  '34': '皖',
  '35': '闽',
  '36': '赣',
  '37': '鲁',
  '41': '豫',
  '42': '鄂',
  '43': '湘',
  '44': '粤',
  '45': '桂',
  '46': '琼',
  '50': '渝',
  '51': '川',
  '52': '贵',
  '53': '云',
  '54': '藏',
  '61': '陕',
  '62': '甘',
  '63': '青',
  '64': '宁',
  '65': '新',
};

/** The next number of the case's office, kind and year. Offices of one province share a series. */
export async function allotNumber({ tx, row, today }: OpenCase): Promise<string> {
  const { name, region } = await readOffice(tx, row.tenant);
  const office = (region === null ? undefined : SHORT_NAMES[region]) ?? name;
  const series = seriesOf(office, row.kind as Kind, Number(today.slice(0, 4)));
  return formatNumber(series, await takeNumber(tx, series));
}
