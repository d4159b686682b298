import { useState } from 'react';
import { followLink } from '../api-client/accounts.ts';
import { ActionForm } from '../forms/action-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { goTo } from '../shell/router.ts';

/** Where the link of a mail leads. */
export function SetPasswordPage({ token }: { readonly token: string }) {
  const t = useTranslator();
  const [password, setPassword] = useState('');
  return (
    <>
      <PageHeading title={t.text('account.setPasswordTitle')} />
      <ActionForm
        action={t.text('account.setPassword')}
        work={(signal) => followLink(token, password, { language: t.language, signal })}
        onDone={() => goTo({ page: 'sign-in' })}
      >
        <TextField
          label={t.text('account.newPassword')}
          type="password"
          autoComplete="new-password"
          hint={t.text('account.passwordHint')}
          value={password}
          onValue={setPassword}
        />
      </ActionForm>
    </>
  );
}
