import type { problems as english } from '../en/problems';
import type { Translation } from '../texts';

/** What goes wrong, in Japanese. */
export const problems: Translation<typeof english> = {
  byCode: {
    'bad-request': {
      title: 'リクエストを読み取れません',
      detail: 'フォームを確認して、もう一度送信してください。',
    },
    forbidden: {
      title: 'ここからは利用できません',
      detail: '利用できるネットワークを管理者に確認してください。',
    },
    'not-found': {
      title: 'ページが見つかりません',
      detail: 'アドレスを確認するか、最初のページに戻ってください。',
    },
    'cross-site': {
      title: '別のサイトからのリクエストです',
      detail: 'このサイトでページを開き、そこからフォームを送信してください。',
    },
    'unsupported-media-type': {
      title: 'このコンテンツタイプには対応していません',
      detail: 'application/x-www-form-urlencoded または application/json で送信してください。',
    },
    'too-large': { title: 'リクエストが大きすぎます', detail: '8 KiB 以内で送信してください。' },
    'too-many-requests': {
      title: 'リクエストが多すぎます',
      detail:
        'しばらく待ってから、もう一度お試しください。送信済みのメールは引き続き使えます。数回しかリクエストしていない場合は、メールにあるリンクを使うと、このブラウザからすぐにリクエストできます。',
    },
    'sign-in-required': {
      title: '先にサインインしてください',
      detail:
        'サインインしていないか、セッションが終了しています。メールで届くコードを使ってサインインしてください。',
    },
    'code-invalid': {
      title: 'コードが無効です',
      detail:
        '最新のメールのコードを確認するか、新しいコードをリクエストしてください。コードは数分間、リクエストしたブラウザで 1 回だけ使えます。',
    },
    'password-rejected': {
      title: '別のパスワードを選んでください',
      detail: 'このパスワードは使えません。コードはまだ使えます。',
    },
    'pickup-code-required': {
      title: '受け取りコードを入力してください',
      detail:
        'リセットをリクエストしたブラウザではありません。そのブラウザに表示された 6 桁の受け取りコードを入力してください。リンクはまだ使えます。',
    },
    'wrong-pickup-code': {
      title: '受け取りコードが違います',
      detail:
        'リセットをリクエストしたブラウザに表示された 6 桁のコードを入力してください。5 回間違えると、リンクは使えなくなります。',
    },
    'link-unavailable': {
      title: 'このリンクは期限切れか、使用済みです',
      detail:
        'もう一度リセットをリクエストしてください。このリンクのパスワードは新しいものに置き換わります。',
    },
    'try-again': {
      title: '今回はうまくいきませんでした',
      detail: 'リンクはまだ使えます。数秒待ってから、同じリンクをもう一度お試しください。',
    },
    paused: {
      title: '一時停止中です',
      detail:
        '管理者がすべての処理を一時的に停止しています。何も変更されておらず、コードやリンクも使用されていません。しばらくしてからもう一度お試しください。',
    },
    'internal-error': {
      title: '問題が発生しました',
      detail:
        'お客様の操作が原因ではありません。もう一度お試しください。繰り返し起こる場合は、リクエスト ID を管理者に伝えてください。',
    },
  },
  titles: {
    'no-cookie': 'ブラウザから Cookie が送信されませんでした',
    'vouch-link': 'このリンクは使えなくなりました',
  },
  details: {
    'not-utf-8': 'UTF-8 のテキストを送信してください。',
    'repeated-field': '各フィールドは 1 回だけ送信してください。',
    'not-an-object': 'JSON オブジェクトを送信してください。',
    'no-cookie':
      'コードが正しいかどうかとは関係なく、コードはまだ使えます。コードはリクエストしたブラウザでのみ使えるので、そのブラウザで入力してください。このブラウザでリクエストした場合は、このサイトの Cookie を許可してから、新しいコードをリクエストしてください。',
    'vouch-link':
      'このリンクは 24 時間、パスワードが変更されるまで使えます。最新のメールのリンクを開いてください。',
    'dispute-link':
      'アカウントをロックしていない場合は、今すぐ新しいパスワードを設定してください。他の人が持つパスワードは使えなくなります。その後、管理者に知らせてください。',
    'account-not-locked':
      '今回はアカウントをロックできませんでした。30 秒待ってから、もう一度ボタンを押してください。リンクはまだ使えます。',
    'account-busy':
      'アカウントの別のリセットが進行中です。30 秒後にもう一度送信してください。コードはまだ使えます。',
    'password-maybe-changed':
      'パスワードが変更されたかどうか確認できません。30 秒後にもう一度送信してください。コードはまだ使えます。',
    'password-not-changed':
      'パスワードは変更されませんでした。30 秒後にもう一度送信してください。コードはまだ使えます。',
  },
  expected: '必要な値 {fields}',
  fields: {
    userName: {
      enter: 'IAM ユーザー名を入力してください。1～64 文字の英数字と + = , . @ _ - が使えます。',
      expected: 'IAM ユーザー名 (1～64 文字の英数字と + = , . @ _ -)。',
    },
    mailAddress: {
      enter: 'メールアドレスを 254 文字以内で 1 つ入力してください (例: alice@example.com)。',
      expected: '254 文字以内のメールアドレス 1 つ (例: alice@example.com)。',
    },
    code: {
      enter: 'メールのコード (8 文字の英数字) を入力してください。',
      expected: 'メールのコード (8 文字の英数字)。',
    },
    newPassword: {
      enter: '新しいパスワードを正しい Unicode で入力してください。',
      expected: '新しいパスワード (正しい Unicode)。',
    },
    pickupCode: {
      enter: '受け取りコード (6 桁の数字) を入力してください。',
      expected: '受け取りコード (6 桁の数字)。',
    },
    linkKey: {
      enter: 'メールのキー、またはリンク全体を入力してください。',
      expected: 'メールのキー、またはリンク全体。',
    },
    text: { enter: 'テキストを入力してください。', expected: 'テキスト。' },
    confirmation: {
      enter: 'LOCK と入力してから、もう一度ボタンを押してください。',
      expected: 'LOCK という語。',
    },
  },
  pasted: {
    'no-key': 'キーが含まれていません。リンクはまだ使えます。',
    'several-keys': 'キーが 2 つ以上含まれています。リンクはまだ使えます。',
    'too-long': '2000 文字を超えています。リンクはまだ使えます。',
  },
  faults: {
    minimum: '{count} 文字以上にしてください。',
    maximum: '{count} 文字以内にしてください。',
    'lower-case letter': '小文字を含めてください。',
    'upper-case letter': '大文字を含めてください。',
    digit: '数字を含めてください。',
    symbol: '記号を含めてください。',
    mixture: '小文字、大文字、数字、記号のうち {count} 種類を含めてください。',
    'latin-1': '西ヨーロッパ言語の文字だけを使ってください。',
    common:
      '推測されにくいパスワードにしてください。このパスワード、またはよく似たものが、よく使われるパスワードのリストにあります。',
    'own-name': 'アドレスから作ったもの以外のパスワードにしてください。',
    'refused-by-aws': 'AWS に拒否されました: {reason}',
  },
};
