import type { passwords as english } from '../en/passwords';
import type { Translation } from '../texts';

/** The texts of pages about passwords in Brazilian Portuguese. */
export const passwords: Translation<typeof english> = {
  shared: {
    choose: 'Escolher uma nova senha',
    resetTitle: 'Redefinir sua senha da AWS',
    wait: 'Espere um minuto. A AWS precisa desse tempo para a nova senha funcionar em todos os lugares.',
    signInToAws: 'Faça login na AWS',
    newTab: '(abre em uma nova guia)',
    show: 'Mostrar',
    hide: 'Ocultar',
  },
  forgot: {
    title: 'Esqueceu sua senha?',
    lead: {
      iam: 'Enviamos um código. Com ele você escolhe uma nova senha da AWS.',
      table: 'Enviamos um código. Com ele você escolhe uma nova senha, ou a primeira.',
    },
    untilSet: 'Até você definir a nova senha, nada muda.',
  },
  choice: {
    label: 'Nova senha',
    hint: 'Deixe seu gerenciador de senhas criar uma, ou combine várias palavras sem relação.',
    met: 'Ela segue estas regras.',
    metTable: 'Longa o bastante. Ao defini-la, verificamos se é fácil de adivinhar.',
    metCommon: 'Ao defini-la, verificamos se é comum.',
    metOrganisation: 'Sua organização pode ter outras.',
    moreTable: 'Não use seu endereço nem nada fácil de adivinhar.',
    moreCommon: 'Não use uma senha comum, como “Password1!”.',
    moreBefore: 'A AWS também pode recusar uma senha que você já teve.',
    moreOrganisation:
      'Sua organização pode ter outras regras. Se você não seguir alguma, dizemos qual, e seu código continua valendo.',
    missing: 'Caracteres que faltam: {count}.',
    showPassword: 'Mostrar a senha',
    hidePassword: 'Ocultar a senha',
    means: {
      iam: 'Sua senha antiga e os códigos e links de senha não usados deixam então de funcionar, e sua sessão aqui termina em todos os seus dispositivos.',
      table:
        'Sua senha antiga e os códigos não usados deixam então de funcionar, e sua sessão aqui termina em todos os seus dispositivos.',
    },
    set: 'Definir minha nova senha',
    linkHint:
      'O link mostra uma nova senha uma única vez, em qualquer dispositivo. Antes, você faz login aqui com outro código.',
    for: 'Você está escolhendo uma nova senha para {user}.',
  },
  changed: {
    title: 'Sua senha foi alterada',
    lead: 'A nova senha de {user} está definida.',
    use: 'Use-a para fazer login no seu aplicativo.',
    signIn: '{link} com seu nome de usuário e a nova senha. Você não precisa mudá-la de novo.',
    ended: 'O que terminou',
    endedMeans: {
      iam: 'Sua senha antiga e todas as sessões, os códigos e os links de senha da sua conta. Enviamos um aviso desta alteração por e‑mail.',
      table:
        'Sua senha antiga e todas as sessões e os códigos da sua conta. Enviamos um aviso desta alteração por e‑mail.',
    },
  },
  request: {
    lead: 'Enviamos um link. Ele mostra uma nova senha uma única vez.',
    send: 'Enviar o link',
    stops: 'Sua senha antiga deixa de funcionar assim que o enviamos.',
    for: 'Para {user}.',
    means:
      'Enviamos um link que mostra uma nova senha uma única vez. Assim que o enviamos, sua senha antiga deixa de funcionar, e sua sessão termina aqui e nos seus outros dispositivos.',
    reset: 'Redefinir minha senha da AWS',
    notYou: 'Não é você?',
  },
  submitted: {
    title: 'Confira seu e‑mail',
    message: 'Recebemos sua solicitação. Confira os detalhes no seu e‑mail.',
    pickupCode: 'Seu código de retirada',
    pickupMeans:
      'Você só precisa dele se abrir o link em outro navegador ou dispositivo. Não o envie a ninguém.',
    next: 'O que acontece agora',
    arrives:
      'Você recebe um e‑mail com um link. A maioria dos e‑mails chega em um minuto. Quando muitos pedidos chegam ao mesmo tempo, pode levar até uma hora, e cada novo pedido reinicia a espera. Confira também a pasta de spam.',
    open: 'Abra o link. Ele vale por {minutes} e funciona uma única vez.',
    copy: 'Copie sua nova senha, faça login na AWS com ela e escolha a sua.',
    signedOut: 'Sua sessão vai terminar',
    signedOutMeans:
      'Assim que enviamos o link, sua senha antiga deixa de funcionar, e sua sessão termina aqui e nos seus outros dispositivos. Tenha o código de retirada à mão.',
    noMailMeans: {
      code: 'Faça login de novo e peça outro link. O e‑mail ainda não chegou?',
      network:
        'Esta página é igual para todos os nomes de usuário, certos ou errados. Confira o nome que você digitou. O e‑mail ainda não chegou?',
    },
  },
  extract: {
    title: 'Sua nova senha está pronta',
    lead: 'Você só pode vê-la uma vez. Tenha um lugar seguro pronto, como seu gerenciador de senhas.',
    pickupCode: 'Código de retirada',
    pickupHint: 'Os 6 dígitos do navegador em que você pediu a redefinição.',
    pickupAllowed: '6 dígitos',
    show: 'Mostrar minha senha',
    untilPressed: 'O link só é usado quando você clica no botão.',
  },
  password: {
    title: 'Sua nova senha',
    lead: 'Para {user}. Copie-a agora: esta página não abre de novo.',
    password: 'Senha',
    copy: 'Copiar',
    copied: 'Copiada.',
    cannotCopy: 'Seu navegador não deixa esta página copiar. A senha está selecionada: copie-a manualmente.',
    hidden: 'A senha está oculta. Você pode mostrá-la de novo até sair desta página.',
    gone: 'A senha não está mais nesta página. Se você não a salvou, peça uma nova redefinição.',
    signIn: '{link} com seu nome de usuário e esta senha.',
    then: 'A AWS então pede que você escolha sua própria senha. Depois disso, esta não funciona mais. Se a AWS recusar a mudança, você pode {link}: essa a AWS não pede para mudar.',
    thenLink: 'escolher uma senha com um código recebido por e‑mail',
  },
  dispute: {
    title: 'Não fui eu',
    lead: 'Outra pessoa escolheu ou viu sua nova senha? Bloqueie sua conta para que ninguém possa fazer login com ela.',
    when: 'Quando você clica no botão:',
    unknown: 'Sua conta recebe uma senha que ninguém conhece. A senha antiga e a nova deixam de funcionar.',
    ends: {
      iam: 'Todas as sessões, os códigos e os links de senha da sua conta terminam.',
      table: 'Todas as sessões e os códigos da sua conta terminam.',
    },
    afterwards: 'Para voltar a entrar, escolha depois uma nova senha aqui.',
    word: 'Digite a palavra LOCK',
    wordHint: 'Assim sabemos que é uma pessoa que pede, e não um programa que verifica e‑mails.',
    wordAllowed: 'a palavra LOCK',
    lock: 'Bloquear minha conta',
    stillIn: 'Alguém já está conectado?',
    stillInMeans: {
      iam: 'Quem está conectado à AWS continua conectado.',
      table: 'Quem está conectado a um aplicativo continua conectado.',
    },
    tell: 'Avise seu administrador.',
    you: 'Se foi você',
    youMeans: 'Feche esta página. Nada mudou.',
  },
  locked: {
    title: 'Sua conta está bloqueada',
    lead: {
      iam: 'Agora ninguém conhece a senha, e todas as sessões, os códigos e os links de senha terminaram. Escolha uma nova senha para voltar a entrar.',
      table:
        'Agora ninguém conhece a senha, e todas as sessões e os códigos terminaram. Escolha uma nova senha para voltar a entrar.',
    },
    tell: 'Conte ao seu administrador o que aconteceu.',
    tellMeans: {
      iam: 'Ele pode desconectar quem ainda está conectado à AWS.',
      table: 'Ele pode desconectar quem ainda está conectado a um aplicativo.',
    },
    mailbox:
      'Certifique-se de que ninguém mais lê seu e‑mail. Se não tiver certeza, mude primeiro a senha dele: quem lê seu e‑mail também pode escolher uma nova senha aqui.',
    then: 'Depois escolha uma nova senha, com um código que enviamos.',
  },
};
