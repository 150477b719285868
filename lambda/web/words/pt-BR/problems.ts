import type { problems as english } from '../en/problems';
import type { Translation } from '../texts';

/** What goes wrong, in Brazilian Portuguese. */
export const problems: Translation<typeof english> = {
  byCode: {
    'bad-request': {
      title: 'Não é possível ler esta solicitação',
      detail: 'Confira o formulário e envie-o de novo.',
    },
    forbidden: {
      title: 'Você não pode usar isto daqui',
      detail: 'Pergunte ao seu administrador quais redes podem usar.',
    },
    'not-found': {
      title: 'Esta página não existe',
      detail: 'Confira o endereço ou volte à página inicial.',
    },
    'cross-site': {
      title: 'Esta solicitação veio de outro site',
      detail: 'Abra a página aqui e envie o formulário por ela.',
    },
    'unsupported-media-type': {
      title: 'Este tipo de conteúdo não é aceito',
      detail: 'Envie application/x-www-form-urlencoded ou application/json.',
    },
    'too-large': { title: 'Esta solicitação é grande demais', detail: 'Envie no máximo 8 KiB.' },
    'too-many-requests': {
      title: 'Solicitações demais',
      detail:
        'Espere um pouco e peça de novo. Um e‑mail já enviado continua valendo. Você pediu só uma ou duas vezes? Nossos e‑mails têm um link que autoriza este navegador na hora.',
    },
    'sign-in-required': {
      title: 'Faça login primeiro',
      detail:
        'Nenhuma sessão está aberta, ou ela terminou. Faça login com um código que enviamos por e‑mail.',
    },
    'code-invalid': {
      title: 'Este código não é válido',
      detail:
        'Confira o código no e‑mail mais recente ou peça um novo. Um código funciona uma única vez, por alguns minutos, e só no navegador em que foi pedido.',
    },
    'password-rejected': {
      title: 'Escolha outra senha',
      detail: 'Esta não é aceita. Seu código continua valendo.',
    },
    'pickup-code-required': {
      title: 'Digite seu código de retirada',
      detail:
        'Este não é o navegador em que a redefinição foi pedida. Digite o código de retirada de 6 dígitos daquele navegador. O link continua valendo.',
    },
    'wrong-pickup-code': {
      title: 'Este código de retirada está errado',
      detail:
        'Digite o código de 6 dígitos do navegador em que a redefinição foi pedida. Após 5 códigos errados, o link deixa de funcionar.',
    },
    'link-unavailable': {
      title: 'Este link não vale mais: expirou ou já foi usado',
      detail: 'Peça uma nova redefinição. A senha dela substitui a deste link.',
    },
    'try-again': {
      title: 'Desta vez não funcionou',
      detail: 'Nada foi perdido. Espere alguns segundos e tente o mesmo link de novo.',
    },
    paused: {
      title: 'Serviço em pausa',
      detail:
        'Seu administrador pausou tudo por enquanto. Nada foi alterado nem perdido. Tente novamente mais tarde.',
    },
    'internal-error': {
      title: 'Algo deu errado',
      detail:
        'A culpa não é sua. Tente de novo. Se continuar acontecendo, informe o ID da solicitação ao seu administrador.',
    },
  },
  titles: {
    'no-cookie': 'Seu navegador não enviou nenhum cookie',
    'vouch-link': 'Este link não funciona mais',
  },
  details: {
    'not-utf-8': 'Esperava-se texto em UTF-8.',
    'repeated-field': 'Esperava-se cada campo uma única vez.',
    'not-an-object': 'Esperava-se um objeto JSON.',
    'no-cookie':
      'Isto não diz nada sobre seu código, que continua valendo. Um código só funciona no navegador em que foi pedido: digite-o lá. Se for este navegador, permita cookies para este site e peça um novo código.',
    'vouch-link':
      'Um link deste tipo funciona por 24 horas, e só até a senha ser alterada. Abra o do e‑mail mais recente.',
    'dispute-link':
      'Se você não bloqueou a conta, escolha uma nova senha agora: assim a senha que outra pessoa tem deixa de valer. Depois avise seu administrador.',
    'account-not-locked':
      'Desta vez não foi possível bloquear a conta. Espere meio minuto e clique no botão de novo: o link continua funcionando.',
    'account-busy':
      'Outra redefinição da sua conta está em andamento. Envie o formulário de novo em meio minuto: seu código continua valendo.',
    'password-maybe-changed':
      'Não sabemos se sua senha foi alterada. Envie o formulário de novo em meio minuto: seu código continua valendo.',
    'password-not-changed':
      'Sua senha não foi alterada. Envie o formulário de novo em meio minuto: seu código continua valendo.',
  },
  expected: 'Esperava-se: {fields}',
  fields: {
    userName: {
      enter: 'Digite um nome de usuário do IAM de 1 a 64 letras, dígitos e + = , . @ _ -.',
      expected: 'um nome de usuário do IAM de 1 a 64 letras, dígitos e + = , . @ _ -.',
    },
    mailAddress: {
      enter: 'Digite um endereço de e‑mail de no máximo 254 caracteres, por exemplo alice@example.com.',
      expected: 'um endereço de e‑mail de no máximo 254 caracteres, por exemplo alice@example.com.',
    },
    code: {
      enter: 'Digite o código do e‑mail, 8 letras e dígitos.',
      expected: 'o código do e‑mail, 8 letras e dígitos.',
    },
    newPassword: {
      enter: 'Digite a nova senha, em Unicode válido.',
      expected: 'a nova senha, em Unicode válido.',
    },
    pickupCode: {
      enter: 'Digite o código de retirada, 6 dígitos.',
      expected: 'o código de retirada, 6 dígitos.',
    },
    linkKey: {
      enter: 'Digite a chave do e‑mail ou o link inteiro.',
      expected: 'a chave do e‑mail ou o link inteiro.',
    },
    text: { enter: 'Digite um texto.', expected: 'um texto.' },
    confirmation: {
      enter: 'Digite a palavra LOCK e clique no botão de novo.',
      expected: 'a palavra LOCK.',
    },
  },
  pasted: {
    'no-key': 'Não há nenhuma chave nisto. Nada foi perdido.',
    'several-keys': 'Há mais de uma chave nisto. Nada foi perdido.',
    'too-long': 'Tem mais de 2000 caracteres. Nada foi perdido.',
  },
  faults: {
    minimum: 'Use pelo menos {count} caracteres.',
    maximum: 'Use no máximo {count} caracteres.',
    'lower-case letter': 'Use uma letra minúscula.',
    'upper-case letter': 'Use uma letra maiúscula.',
    digit: 'Use um dígito.',
    symbol: 'Use um símbolo.',
    mixture: 'Use {count} destes quatro tipos: minúsculas, maiúsculas, dígitos, símbolos.',
    'latin-1': 'Use só caracteres de línguas da Europa Ocidental.',
    common:
      'Use uma senha mais difícil de adivinhar. Esta, ou uma muito parecida, está em uma lista de senhas comuns.',
    'own-name': 'Use uma senha que não venha do seu endereço.',
    'refused-by-aws': 'A AWS a recusou: {reason}',
  },
};
