export default 'ja-JP';
